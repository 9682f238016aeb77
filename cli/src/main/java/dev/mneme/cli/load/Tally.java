package dev.mneme.cli.load;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mneme.outcomes.LatencyHistogram;
import dev.mneme.outcomes.samples.Durations;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the requests of one kind went.
 *
 * @param statuses how many were answered with each; 0 is no answer
 * @param buckets durations of those that succeeded, by the bucket of {@link LatencyHistogram}
 */
public record Tally(
    @JsonProperty("statuses") Map<Integer, Long> statuses,
    @JsonProperty("buckets") Map<Integer, Long> buckets) {

  private static final int FIRST_ERROR = 400;

  public Tally {
    statuses = new TreeMap<>(statuses);
    buckets = new TreeMap<>(buckets);
  }

  public long requests() {
    return statuses.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Those that failed on the side of the services, or were refused for asking too often. */
  public long errors() {
    return statuses.entrySet().stream()
        .filter(each -> isError(each.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  static boolean isError(int status) {
    return status == 0 || status >= FIRST_ERROR;
  }

  long answered() {
    return buckets.values().stream().mapToLong(Long::longValue).sum();
  }

  Durations durations() {
    LatencyHistogram histogram = new LatencyHistogram();
    buckets.forEach(histogram::add);
    return Durations.of(histogram);
  }

  /** In milliseconds; 0 when nothing was answered. */
  public double quantileMs(double share) {
    return answered() == 0 ? 0 : durations().quantile(share) / 1000;
  }
}
