package dev.mneme.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void shouldGiveTheSmallestValueThatSoManyInAHundredDoNotExceed() {
    double[] hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();

    assertThat(Numbers.percentile(hundred, 50)).isEqualTo(50);
    assertThat(Numbers.percentile(hundred, 99)).isEqualTo(99);
    assertThat(Numbers.percentile(new double[] {7}, 99)).isEqualTo(7);
  }

  @Test
  void shouldRefuseToSpeakOfNothing() {
    assertThatThrownBy(() -> Numbers.percentile(new double[0], 50))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNotLetOneDisturbedRoundDecide() {
    Latencies latencies = new Latencies();
    latencies.round(new double[] {1, 2, 3});
    latencies.round(new double[] {1, 2, 900});
    latencies.round(new double[] {1, 2, 4});

    assertThat(latencies.percentile(99)).isEqualTo(4);
  }

  @Test
  void shouldChargeAStallToEveryRequestThatHadToWaitForIt() {
    double[] late = new double[20];

    Schedule.run(
        late.length,
        1_000,
        (n, due) -> {
          if (n == 0) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
            while (System.nanoTime() < until) {
              LockSupport.parkNanos(until - System.nanoTime());
            }
          }
          late[n] = (System.nanoTime() - due) / 1e6;
        });

    // the tenth was due 9 ms after the first, which held everything up for 50 ms
    assertThat(late[9]).isGreaterThanOrEqualTo(41);
  }
}
