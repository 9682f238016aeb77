package dev.mneme.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Load on a deployment. */
@Command(
    name = "load",
    description = "Put load on a deployment, keep how it went, and compare it with what was kept.",
    subcommands = {LoadRunCommand.class, LoadCompareCommand.class, HelpCommand.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class LoadCommand {}
