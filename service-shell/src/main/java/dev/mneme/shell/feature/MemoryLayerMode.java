package dev.mneme.shell.feature;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far the new layer takes part. */
public enum MemoryLayerMode {
  /** The memory endpoints are closed. */
  OFF,
  /** Reads come from the old layer, the new one is only compared. */
  SHADOW,
  /** Some subjects read from the new layer. */
  CANARY,
  /** Everybody reads from the new layer. */
  FULL;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when it is none: a mode is never guessed
   */
  static MemoryLayerMode parse(String value) {
    return Arrays.stream(values())
        .filter(mode -> mode.label().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "MEMORY_LAYER_MODE is '"
                        + value
                        + "'; it must be one of "
                        + Arrays.stream(values())
                            .map(MemoryLayerMode::label)
                            .collect(Collectors.joining(", "))));
  }
}
