package dev.mneme.cli.load;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a service holds more and more of something while it does always the same.
 *
 * @param what memory_bytes, descriptors or threads
 * @param early what it held in the first third after warming up
 * @param late what it held in the last
 */
public record Growth(
    @JsonProperty("service") String service,
    @JsonProperty("what") String what,
    @JsonProperty("early") double early,
    @JsonProperty("late") double late,
    @JsonProperty("grew") boolean grew) {

  /** Fewer say nothing. */
  static final int FEWEST = 9;

  private static final double BORNE_SHARE = 0.10;

  /** In less time nothing was collected yet: what is held only rises. */
  static final Duration SHORTEST = Duration.ofMinutes(5);

  /** The first share of the samples is warming up: classes, caches and pools are filled. */
  private static final double WARM_UP = 0.2;

  /** What is watched, and how much more of it is nothing yet. */
  enum What {
    /** Between two collections of garbage it rises and falls: what is low is what is held. */
    MEMORY_BYTES(16L * 1024 * 1024, true),
    DESCRIPTORS(16, false),
    THREADS(8, false);

    private final double borne;
    private final boolean lowest;

    What(double borne, boolean lowest) {
      this.borne = borne;
      this.lowest = lowest;
    }
  }

  /**
   * @param samples in the order of time
   * @param judged false shows what was held and calls none of it growth
   * @return empty when there are too few to tell
   */
  static List<Growth> of(String service, What what, double[] samples, boolean judged) {
    List<Growth> found = new ArrayList<>();
    int from = (int) (samples.length * WARM_UP);
    double[] warm = Arrays.copyOfRange(samples, from, samples.length);
    if (warm.length >= FEWEST) {
      int third = warm.length / 3;
      double early = held(what, Arrays.copyOf(warm, third));
      double late = held(what, Arrays.copyOfRange(warm, warm.length - third, warm.length));
      boolean grew = judged && late - early > Math.max(what.borne, BORNE_SHARE * early);
      found.add(
          new Growth(service, what.name().toLowerCase(java.util.Locale.ROOT), early, late, grew));
    }
    return found;
  }

  private static double held(What what, double[] samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    return what.lowest ? sorted[0] : sorted[sorted.length / 2];
  }
}
