package dev.mneme.control;

import java.util.regex.Pattern;

/**
 * How far reads have moved from the legacy layer to the new one, as a value of a setting: {@code
 * off}, {@code shadow}, {@code canary:<percent>}, {@code canary:<percent>:<seed>} or {@code full}.
 */
public sealed interface Rollout {

  /** The seed that subjects draw under where a canary names none. */
  String DEFAULT_SEED = "rollout";

  String FORM = "a rollout is off, shadow, canary:<percent>, canary:<percent>:<seed> or full";

  /** Nobody reads from the new layer. */
  record Off() implements Rollout {}

  /** The legacy layer serves everybody; a sample is read from the new one too, and compared. */
  record Shadow() implements Rollout {}

  /**
   * The new layer serves a share of the subjects, the legacy layer the others.
   *
   * @param percent the share
   * @param seed that subjects draw under; another one draws other subjects
   */
  record Canary(Percent percent, String seed) implements Rollout {

    private static final Pattern SEED = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public Canary {
      if (!SEED.matcher(seed).matches()) {
        throw new IllegalArgumentException(
            "the seed of a canary is 1 to 64 lower-case letters, digits and hyphens");
      }
    }

    public Canary(Percent percent) {
      this(percent, DEFAULT_SEED);
    }
  }

  /** The new layer serves everybody. */
  record Full() implements Rollout {}

  static Rollout canary(int percent) {
    return new Canary(Percent.of(percent));
  }

  /** Off, shadow, canary or full. */
  default String mode() {
    return switch (this) {
      case Off _ -> "off";
      case Shadow _ -> "shadow";
      case Canary _ -> "canary";
      case Full _ -> "full";
    };
  }

  /** The share of subjects that the new layer serves. */
  default Percent served() {
    return switch (this) {
      case Off _, Shadow _ -> Percent.NONE;
      case Canary canary -> canary.percent();
      case Full _ -> Percent.ALL;
    };
  }

  /** As {@link #parse} reads it. */
  default String value() {
    return switch (this) {
      case Canary(Percent percent, String seed) ->
          seed.equals(DEFAULT_SEED) ? "canary:" + percent : "canary:" + percent + ":" + seed;
      case Off _, Shadow _, Full _ -> mode();
    };
  }

  /**
   * @throws IllegalArgumentException when it is none, saying what one is but not what was given
   */
  static Rollout parse(String value) {
    return switch (value) {
      case "off" -> new Off();
      case "shadow" -> new Shadow();
      case "full" -> new Full();
      default -> parseCanary(value);
    };
  }

  private static Rollout parseCanary(String value) {
    String[] parts = value.split(":", -1);
    if (!parts[0].equals("canary") || parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException(FORM);
    }
    Percent percent = Percent.parse(parts[1]);
    return parts.length == 2 ? new Canary(percent) : new Canary(percent, parts[2]);
  }
}
