package dev.mneme.outcomes.samples;

import dev.mneme.outcomes.LatencyHistogram;
import java.util.Map;

/** Durations in rising order, each with how often it was seen. In microseconds. */
public final class Durations {
  private final double[] micros;
  private final long[] counts;
  private final long total;

  private Durations(double[] micros, long[] counts, long total) {
    this.micros = micros;
    this.counts = counts;
    this.total = total;
  }

  public static Durations of(LatencyHistogram histogram) {
    int size = histogram.counts().size();
    double[] micros = new double[size];
    long[] counts = new long[size];
    int i = 0;
    for (Map.Entry<Integer, Long> bucket : histogram.counts().entrySet()) {
      micros[i] = LatencyHistogram.micros(bucket.getKey());
      counts[i++] = bucket.getValue();
    }
    return new Durations(micros, counts, histogram.total());
  }

  public int size() {
    return micros.length;
  }

  public double micros(int i) {
    return micros[i];
  }

  public long count(int i) {
    return counts[i];
  }

  public long total() {
    return total;
  }

  /** All of them shorter by so much. */
  public Durations less(double difference) {
    double[] shifted = new double[micros.length];
    for (int i = 0; i < micros.length; i++) {
      shifted[i] = micros[i] - difference;
    }
    return new Durations(shifted, counts, total);
  }

  /** How many there are from this one on. */
  public long from(double limit) {
    long from = 0;
    for (int i = micros.length - 1; i >= 0 && micros[i] >= limit; i--) {
      from += counts[i];
    }
    return from;
  }

  /** The shortest that at least this share is not above. */
  public double quantile(double share) {
    long needed = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < micros.length; i++) {
      seen += counts[i];
      if (seen >= needed) {
        return micros[i];
      }
    }
    throw new IllegalStateException("there are no durations");
  }

  /** As many as are there, or so many of them evenly spread over their ranks. */
  public double[] thinned(int most) {
    int wanted = (int) Math.min(most, total);
    double[] picked = new double[wanted];
    int at = 0;
    long before = 0;
    for (int i = 0; i < micros.length; i++) {
      long upTo = before + counts[i];
      while (at < wanted && (at + 0.5) * total / wanted < upTo) {
        picked[at++] = micros[i];
      }
      before = upTo;
    }
    return picked;
  }
}
