package dev.mneme.guard.rollout.judge;

import dev.mneme.outcomes.LatencyHistogram;
import java.util.Random;

/**
 * Reads with known properties: durations log-normal with a median of 10 ms and a sigma of 0.5, so
 * that the 99th percentile is at 32 ms.
 *
 * @param errorRate share of reads without an answer
 * @param median in microseconds
 * @param tail factor by which the slowest 5 % take longer
 */
record Traffic(double errorRate, double median, double tail) {
  static final Traffic USUAL = new Traffic(0.01, 10_000, 1);

  private static final double SIGMA = 0.5;
  private static final double SLOW = 1.645;

  Traffic withErrors(double rate) {
    return new Traffic(rate, median, tail);
  }

  Traffic slower(double factor) {
    return new Traffic(errorRate, median * factor, tail);
  }

  Traffic withTail(double factor) {
    return new Traffic(errorRate, median, factor);
  }

  Sample reads(int number, Random random) {
    var answered = new LatencyHistogram();
    int errors = 0;
    for (int i = 0; i < number; i++) {
      if (random.nextDouble() < errorRate) {
        errors++;
      } else {
        double drawn = random.nextGaussian();
        double micros = median * Math.exp(SIGMA * drawn) * (drawn > SLOW ? tail : 1);
        answered.addMicros(Math.round(micros));
      }
    }
    return new Sample(number, errors, answered);
  }

  static Sample and(Sample first, Sample second) {
    var answered = new LatencyHistogram();
    answered.addAll(first.answered());
    answered.addAll(second.answered());
    return new Sample(first.reads() + second.reads(), first.errors() + second.errors(), answered);
  }
}
