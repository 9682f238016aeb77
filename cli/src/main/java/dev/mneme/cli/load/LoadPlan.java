package dev.mneme.cli.load;

import java.time.Duration;

/**
 * What is to be asked.
 *
 * @param rate requests a second, in the mean
 * @param subjects persons made up for the run
 */
public record LoadPlan(Scenario scenario, long seed, double rate, Duration duration, int subjects) {

  /** What one command can send and answer for. */
  private static final double HIGHEST_RATE = 2_000;

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MOST_SUBJECTS = 10_000;
  private static final int FEWEST_SUBJECTS = 20;
  private static final double USUAL_OF_EACH = 200;
  private static final double MOST_OF_EACH = 800;

  public LoadPlan {
    if (!(rate > 0 && rate <= HIGHEST_RATE)) {
      throw new IllegalArgumentException(
          "a rate is above 0 and up to %.0f requests a second".formatted(HIGHEST_RATE));
    }
    if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a duration is from 1 second to 7 days");
    }
    if (subjects < 1 || subjects > MOST_SUBJECTS) {
      throw new IllegalArgumentException("subjects are 1 to " + MOST_SUBJECTS);
    }
    if (rate * duration.toSeconds() / subjects > MOST_OF_EACH) {
      throw new IllegalArgumentException(
          "each subject is asked for at most %.0f times, so that all of its memories can be looked"
                  .formatted(MOST_OF_EACH)
              + " at: this needs %.0f subjects"
                  .formatted(Math.ceil(rate * duration.toSeconds() / MOST_OF_EACH)));
    }
  }

  /** As many subjects as such a plan usually has. */
  public static int usualSubjects(double rate, Duration duration) {
    return (int) Math.max(FEWEST_SUBJECTS, Math.ceil(rate * duration.toSeconds() / USUAL_OF_EACH));
  }

  /** Whether two runs can say anything about each other. */
  boolean isLike(LoadPlan other) {
    return scenario == other.scenario && rate == other.rate && subjects == other.subjects;
  }
}
