package dev.mneme.control;

/**
 * For whom a feature is on, as a value of a setting: {@code on}, {@code off} or {@code
 * on:<percent>} of the subjects.
 */
public record FeatureShare(Percent share) {

  public static final FeatureShare ON = new FeatureShare(Percent.ALL);
  public static final FeatureShare OFF = new FeatureShare(Percent.NONE);

  private static final String PART = "on:";

  /** Whether it is on for everybody. */
  public boolean isOn() {
    return share.equals(Percent.ALL);
  }

  public boolean isForAllOrNone() {
    return isOn() || share.equals(Percent.NONE);
  }

  /** As {@link #parse} reads it. */
  public String value() {
    if (isOn()) {
      return "on";
    }
    return share.equals(Percent.NONE) ? "off" : PART + share;
  }

  /**
   * @throws IllegalArgumentException when it is none, saying what one is but not what was given
   */
  public static FeatureShare parse(String value) {
    return switch (value) {
      case "on" -> ON;
      case "off" -> OFF;
      default -> {
        if (!value.startsWith(PART)) {
          throw new IllegalArgumentException("a feature is on, off or on:<percent>");
        }
        yield new FeatureShare(Percent.parse(value.substring(PART.length())));
      }
    };
  }
}
