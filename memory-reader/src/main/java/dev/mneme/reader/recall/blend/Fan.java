package dev.mneme.reader.recall.blend;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * By how much a concept that holds many episodes activates each of them less (Anderson, 1974: the
 * more facts are known of a thing, the slower each is found).
 */
public enum Fan {
  NONE,
  LINEAR,
  SQRT;

  /** What an activation is divided by. */
  public double of(int bindings) {
    return switch (this) {
      case NONE -> 1;
      case LINEAR -> Math.max(1, bindings);
      case SQRT -> Math.sqrt(Math.max(1, bindings));
    };
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Fan> labelled(String label) {
    return Arrays.stream(values()).filter(fan -> fan.label().equals(label)).findFirst();
  }
}
