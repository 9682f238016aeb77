package dev.mneme.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How far reads have moved to the new layer, and moving them. */
@Command(
    name = "rollout",
    description = "See and change how far reads have moved from the legacy layer to the new one.",
    subcommands = {
      RolloutShowCommand.class,
      RolloutSetCommand.class,
      RolloutSwitchCommand.class,
      RolloutDrawCommand.class,
      RolloutPlanCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class RolloutCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private RolloutCommand() {}
}
