package dev.mneme.shell.feature;

import dev.mneme.control.LayerFeature;
import dev.mneme.control.Percent;
import dev.mneme.control.Rollout;
import dev.mneme.control.SettingTarget;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * The switches of the memory layer at the start, {@code MEMORY_LAYER_*}; what operators set later
 * overrides them. Read as text, because a converter would take a typing error for {@code false}.
 *
 * @param mode off, shadow, canary or full
 * @param canaryPercent of the subjects that read from the new layer; needed with canary
 * @param region whose settings count in this instance; the service's own where it is not said
 * @param writeEnabled false answers stores and edits with 503 at once
 * @param circuitBreakerEnabled false never refuses an operation for missing its SLO
 * @param kAnonymityEnabled false tells about groups of any size
 */
@Context // read at the start: a malformed switch must stop it
@ConfigurationProperties("memory.layer")
public record FeatureSettings(
    @Bindable(defaultValue = "full") String mode,
    @Nullable String canaryPercent,
    @Nullable String region,
    @Bindable(defaultValue = "true") String writeEnabled,
    @Bindable(defaultValue = "true") String circuitBreakerEnabled,
    @Bindable(defaultValue = "true") String kAnonymityEnabled) {

  public FeatureSettings {
    requirePercent(canaryPercent, MemoryLayerMode.parse(mode));
    requireRegion(region);
    requireSwitch("WRITE_ENABLED", writeEnabled);
    requireSwitch("CIRCUIT_BREAKER_ENABLED", circuitBreakerEnabled);
    requireSwitch("K_ANONYMITY_ENABLED", kAnonymityEnabled);
  }

  public MemoryLayerMode layerMode() {
    return MemoryLayerMode.parse(mode);
  }

  /** How far the new layer is rolled out until operators say otherwise. */
  public Rollout rollout() {
    return switch (layerMode()) {
      case OFF -> new Rollout.Off();
      case SHADOW -> new Rollout.Shadow();
      case CANARY -> new Rollout.Canary(Percent.parse(String.valueOf(canaryPercent)));
      case FULL -> new Rollout.Full();
    };
  }

  public boolean isOn(LayerFeature feature) {
    return switch (feature) {
      case MEMORY -> layerMode() != MemoryLayerMode.OFF;
      case WRITE -> writeEnabled.equals("true");
      case CIRCUIT_BREAKER -> circuitBreakerEnabled.equals("true");
      case K_ANONYMITY -> kAnonymityEnabled.equals("true");
    };
  }

  /** The region whose settings count. */
  public String regionOr(String own) {
    return region == null ? own : region;
  }

  private static void requirePercent(@Nullable String percent, MemoryLayerMode mode) {
    if (percent == null) {
      if (mode == MemoryLayerMode.CANARY) {
        throw new IllegalArgumentException(
            "MEMORY_LAYER_CANARY_PERCENT is not set; MEMORY_LAYER_MODE canary needs it");
      }
      return;
    }
    try {
      Percent.parse(percent);
    } catch (IllegalArgumentException e) {
      throw wrong("CANARY_PERCENT", percent, "from 0 to 100 with at most two decimals");
    }
  }

  private static void requireRegion(@Nullable String region) {
    if (region != null && !SettingTarget.NAME.matcher(region).matches()) {
      throw wrong("REGION", region, "1 to 64 lower-case letters, digits and hyphens");
    }
  }

  private static void requireSwitch(String name, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw wrong(name, value, "true or false");
    }
  }

  private static IllegalArgumentException wrong(String name, String value, String form) {
    return new IllegalArgumentException(
        "MEMORY_LAYER_%s is '%s'; it must be %s".formatted(name, value, form));
  }
}
