package dev.mneme.redaction;

/** What is done with a finding. */
public sealed interface Operator {
  /** The placeholder of the type takes its place. */
  record Replace() implements Operator {}

  /**
   * A placeholder takes its place that shows the last letters and digits, as in {@code
   * [PHONE:***58]}; never how long it was.
   *
   * @param shown how many, at most {@value #MOST_SHOWN}, and never more than half of them
   */
  record Mask(int shown) implements Operator {
    static final int MOST_SHOWN = 4;

    public Mask {
      if (shown < 0 || shown > MOST_SHOWN) {
        throw new IllegalArgumentException("a mask shows 0 to 4 characters, not " + shown);
      }
    }
  }

  /** A placeholder with a keyed hash takes its place: the same person, the same hash. */
  record Hash() implements Operator {}

  /** A placeholder takes its place that whoever has the key can open. */
  record Token() implements Operator {}

  /** It is counted and stays. */
  record Keep() implements Operator {}

  /** Whether it cannot work without a key. */
  default boolean needsKey() {
    return switch (this) {
      case Hash _, Token _ -> true;
      case Replace _, Mask _, Keep _ -> false;
    };
  }
}
