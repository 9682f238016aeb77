package dev.mneme.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Failing on purpose. */
@Command(
    name = "drill",
    description = "Make something fail on purpose, see that the suite copes, put everything back.",
    subcommands = {DrillListCommand.class, DrillRunCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class DrillCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private DrillCommand() {}
}
