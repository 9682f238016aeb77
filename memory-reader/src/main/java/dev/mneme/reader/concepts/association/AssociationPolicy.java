package dev.mneme.reader.concepts.association;

import java.time.Duration;

/**
 * How far the semantic path may go.
 *
 * @param budget its time, from the beginning of the recall
 * @param most concepts of one recall
 * @param least cosine of a question to a concept it touches
 * @param misses how many times late or failed in a row before it rests
 * @param rest how long it is left alone then, so that recalls do not wait for it
 */
public record AssociationPolicy(
    Duration budget, int most, double least, int misses, Duration rest) {

  public static final AssociationPolicy DEFAULT =
      new AssociationPolicy(Duration.ofMillis(8), 20, 0.25, 5, Duration.ofSeconds(10));

  public AssociationPolicy {
    if (!budget.isPositive() || most < 1 || misses < 1) {
      throw new IllegalArgumentException(
          "the semantic path needs a time, a concept and a try at least");
    }
  }
}
