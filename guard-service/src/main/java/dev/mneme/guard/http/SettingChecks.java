package dev.mneme.guard.http;

import dev.mneme.control.FeatureShare;
import dev.mneme.control.LayerFeature;
import dev.mneme.control.Percent;
import dev.mneme.control.Rollout;
import dev.mneme.control.SettingTarget;
import dev.mneme.shell.http.ApiProblem;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a setting of a request, or says which field is wrong. */
final class SettingChecks {

  private SettingChecks() {}

  static SettingTarget.OfRollout region(@Nullable String region) {
    return checked(
        "region",
        () -> new SettingTarget.OfRollout(region == null ? SettingTarget.EVERYWHERE : region));
  }

  static Rollout rollout(SettingRequest request) {
    String mode = request.mode() == null ? "" : request.mode();
    if (mode.equals("canary")) {
      return canary(request);
    }
    if (request.percent() != null || request.seed() != null) {
      throw CommandChecks.wrong("percent", "percent and seed are for the mode canary");
    }
    return switch (mode) {
      case "off" -> new Rollout.Off();
      case "shadow" -> new Rollout.Shadow();
      case "full" -> new Rollout.Full();
      default -> throw CommandChecks.wrong("mode", "the mode is off, shadow, canary or full");
    };
  }

  private static Rollout canary(SettingRequest request) {
    String percent = request.percent();
    if (percent == null) {
      throw CommandChecks.wrong("percent", "canary needs a percent");
    }
    Percent share = checked("percent", () -> Percent.parse(percent));
    String seed = request.seed();
    return seed == null
        ? new Rollout.Canary(share)
        : checked("seed", () -> new Rollout.Canary(share, seed));
  }

  static SettingTarget.OfFeature feature(String name) {
    return checked("name", () -> new SettingTarget.OfFeature(name));
  }

  static FeatureShare share(SettingTarget.OfFeature feature, @Nullable String value) {
    FeatureShare share = checked("value", () -> FeatureShare.parse(value == null ? "" : value));
    if (LayerFeature.labelled(feature.name()).isPresent() && !share.isForAllOrNone()) {
      throw CommandChecks.wrong("value", "this feature is on or off, for everybody");
    }
    return share;
  }

  private static <T> T checked(String field, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw problem(field, e);
    }
  }

  private static ApiProblem problem(String field, IllegalArgumentException e) {
    return CommandChecks.wrong(field, String.valueOf(e.getMessage()));
  }
}
