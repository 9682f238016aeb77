package dev.mneme.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The features that every service knows. Each is on or off, for everybody. */
public enum LayerFeature {
  /** The memory endpoints; off answers 503. */
  MEMORY,
  /** Storing and editing; off answers 503. */
  WRITE,
  /** Operations that miss their SLO are refused for a while. */
  CIRCUIT_BREAKER,
  /** Small groups are not told about. */
  K_ANONYMITY;

  /** Its name in a setting. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<LayerFeature> labelled(String label) {
    return Arrays.stream(values()).filter(feature -> feature.label().equals(label)).findFirst();
  }
}
