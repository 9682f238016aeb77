package dev.mneme.cli;

import dev.mneme.cli.rollout.InForce;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Moves reads. */
@Command(
    name = "set",
    description = {
      "Set how far reads have moved, in one region or in all, and wait until it is obeyed.",
      "off: nobody reads from the new layer. shadow: the legacy layer serves, the new one is"
          + " compared. canary: the new layer serves a share of the subjects. full: it serves all.",
      "Exit code 1 if an instance does not obey in time."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme rollout set --mode shadow --reason \"first comparison\"",
      "  mneme rollout set --mode canary --percent 5 --region eu --reason \"step 1\"",
      "  mneme rollout set --mode off --reason \"answers differ\""
    })
final class RolloutSetCommand extends SettingChange {

  private static final String EVERYWHERE = "*";

  @Option(
      names = "--mode",
      required = true,
      paramLabel = "MODE",
      description = "off, shadow, canary or full.")
  private String mode = "";

  @Option(
      names = "--percent",
      paramLabel = "P",
      description = "Share of the subjects for canary: 0 to 100, two decimals at most.")
  private @Nullable String percent;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What subjects of a canary draw under, if other ones than usual are wanted.")
  private @Nullable String seed;

  @Option(
      names = "--region",
      paramLabel = "R",
      defaultValue = EVERYWHERE,
      description = "The region (default: all of them).")
  private String region = EVERYWHERE;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("mode", mode);
    setting.put("region", region);
    if (percent != null) {
      setting.put("percent", percent);
    }
    if (seed != null) {
      setting.put("seed", seed);
    }
    return set("/v1/rollout", setting, it -> it.isIn(region), InForce::obeysRollout);
  }
}
