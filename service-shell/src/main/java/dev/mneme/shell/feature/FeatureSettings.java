package dev.mneme.shell.feature;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The switches of the memory layer, {@code MEMORY_LAYER_*}. Read as text, because a converter would
 * take a typing error for {@code false}.
 *
 * @param mode off, shadow, canary or full
 * @param writeEnabled false answers stores and edits with 503 at once
 */
@Context // read at the start: a malformed switch must stop it
@ConfigurationProperties("memory.layer")
public record FeatureSettings(
    @Bindable(defaultValue = "full") String mode,
    @Bindable(defaultValue = "true") String writeEnabled) {

  public FeatureSettings {
    MemoryLayerMode.parse(mode);
    if (!writeEnabled.equals("true") && !writeEnabled.equals("false")) {
      throw new IllegalArgumentException(
          "MEMORY_LAYER_WRITE_ENABLED is '" + writeEnabled + "'; it must be true or false");
    }
  }

  public MemoryLayerMode layerMode() {
    return MemoryLayerMode.parse(mode);
  }

  public boolean takesWrites() {
    return writeEnabled.equals("true");
  }
}
