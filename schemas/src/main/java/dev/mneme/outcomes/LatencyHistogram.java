package dev.mneme.outcomes;

import dev.mneme.events.LatencyBucket;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How long many operations took, in buckets that grow by one percent: each duration is known with
 * an error below 0.5 percent, however many there are, in at most {@value #LARGEST_INDEX} numbers.
 * Putting two together is adding counts, so it does not matter who gathered what. Not safe for use
 * by several threads.
 *
 * <p>The buckets are those of DDSketch (Masson, Rim, Lee 2019) with a ratio of 1.01.
 */
public final class LatencyHistogram {

  private static final double RATIO = 1.01;
  private static final double LOG_RATIO = Math.log(RATIO);

  /** Longer ones count as an hour: nothing of ours waits for that. */
  private static final long LONGEST_MICROS = 3_600_000_000L;

  /** The bucket of an hour. */
  public static final int LARGEST_INDEX = 2212;

  private final NavigableMap<Integer, Long> counts = new TreeMap<>();
  private long total;

  /**
   * The operations of an outcome that were answered; of several that were put together by a
   * reporter that kept no durations there are none.
   */
  public static LatencyHistogram answered(OperationOutcome outcome) {
    var histogram = new LatencyHistogram();
    List<LatencyBucket> buckets = outcome.getLatencies();
    if (buckets != null) {
      buckets.forEach(bucket -> histogram.add(bucket.getIndex(), bucket.getCount()));
    } else if (outcome.getRuns() == null && isAnswer(outcome.getResult())) {
      histogram.addMicros(outcome.getLatencyMicros());
    }
    return histogram;
  }

  /** Whether the layer answered, rightly or not to the caller's liking; how fast says something. */
  public static boolean isAnswer(OutcomeResult result) {
    return switch (result) {
      case SUCCESS, DUPLICATE, REJECTED, NOT_FOUND, CONFLICT -> true;
      case UNAUTHORIZED, FORBIDDEN, TIMEOUT, REQUEST_TIMEOUT, RATE_LIMITED, SERVER_ERROR, UNKNOWN ->
          false;
    };
  }

  public void addMicros(long micros) {
    add(index(micros), 1);
  }

  public void addAll(LatencyHistogram other) {
    other.counts.forEach(this::add);
  }

  /**
   * @param index of the bucket; one that cannot be is taken as the nearest that can
   * @param count how many; none or fewer are not added
   */
  public void add(int index, long count) {
    if (count > 0) {
      counts.merge(Math.clamp(index, 0, LARGEST_INDEX), count, Long::sum);
      total += count;
    }
  }

  /** How many durations are in it. */
  public long total() {
    return total;
  }

  /** Counts by bucket, in rising order; not to be changed. */
  public Map<Integer, Long> counts() {
    return counts;
  }

  /** As they stand in an outcome. */
  public List<LatencyBucket> buckets() {
    return counts.entrySet().stream()
        .map(entry -> new LatencyBucket(entry.getKey(), Math.toIntExact(entry.getValue())))
        .toList();
  }

  static int index(long micros) {
    long within = Math.clamp(micros, 1, LONGEST_MICROS);
    return (int) Math.ceil(Math.log(within) / LOG_RATIO - 1e-9);
  }

  /** The duration that stands for all of a bucket, in microseconds. */
  public static double micros(int index) {
    return index == 0 ? 1 : 2 * Math.pow(RATIO, index) / (RATIO + 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatencyHistogram that && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return total + " durations in " + counts.size() + " buckets";
  }
}
