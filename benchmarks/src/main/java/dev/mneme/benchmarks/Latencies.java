package dev.mneme.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Latencies in milliseconds, a list for each round. A round's percentiles are its own; what is told
 * is their median, so that one disturbed round does not decide.
 */
final class Latencies {
  private final List<double[]> rounds = new ArrayList<>();

  void round(double[] millis) {
    rounds.add(millis);
  }

  double percentile(double percent) {
    return Numbers.median(rounds.stream().map(r -> Numbers.percentile(r, percent)).toList());
  }

  String text() {
    return "p50 %6.2f   p99 %6.2f ms   (p99 of the rounds %s)"
        .formatted(
            percentile(50),
            percentile(99),
            String.join(
                ", ",
                rounds.stream().map(r -> "%.1f".formatted(Numbers.percentile(r, 99))).toList()));
  }
}
