package dev.mneme.reader.pack;

/** What a reader of the pack is told of how sure a memory is. */
public enum Certainty {
  HIGH(""),
  MEDIUM("[medium confidence]"),
  LOW("[low confidence]");

  private static final double HIGH_FROM = 0.85;
  private static final double MEDIUM_FROM = 0.60;

  private final String marker;

  Certainty(String marker) {
    this.marker = marker;
  }

  /** Empty where nothing needs to be said. */
  public String marker() {
    return marker;
  }

  static Certainty of(double confidence) {
    if (confidence >= HIGH_FROM) {
      return HIGH;
    }
    return confidence >= MEDIUM_FROM ? MEDIUM : LOW;
  }
}
