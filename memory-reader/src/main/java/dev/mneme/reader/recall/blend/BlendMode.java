package dev.mneme.reader.recall.blend;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much each memory has to say. */
public enum BlendMode {
  /** The weights as they are. */
  FIXED,
  /** Sure episodes weigh more, incoherent or slow concepts less. */
  ADAPTIVE,
  /** Episodes keep their order; what concepts complete comes behind them. */
  EPISODIC_PRIORITY,
  /** Episodes keep their scores; concepts add only what episodes lack. */
  COMPLEMENTARY;

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<BlendMode> labelled(String label) {
    return Arrays.stream(values()).filter(mode -> mode.label().equals(label)).findFirst();
  }
}
