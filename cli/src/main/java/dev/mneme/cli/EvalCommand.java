package dev.mneme.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Measures how good answers are. */
@Command(
    name = "eval",
    description = "Measure how good answers are, by questions whose answers are known.",
    subcommands = {EvalRecallCommand.class, HelpCommand.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class EvalCommand {}
