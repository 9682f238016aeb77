package dev.mneme.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Switches a feature. */
@Command(
    name = "switch",
    description = {
      "Switch a feature on or off in all services, and wait until it is obeyed.",
      "Features of every service: memory (the memory endpoints), write (storing and editing),"
          + " circuit-breaker, k-anonymity.",
      "Exit code 1 if an instance does not obey in time."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme rollout switch write off --reason \"moving the database\"",
      "  mneme rollout switch write on --reason \"moved\""
    })
final class RolloutSwitchCommand extends SettingChange {

  @Parameters(index = "0", paramLabel = "NAME", description = "The feature.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "VALUE", description = "on or off.")
  private String value = "";

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    return set(
        "/v1/features/" + name,
        Map.of("value", value),
        _ -> true,
        (instance, offset) -> instance.obeysFeature(name, offset));
  }
}
