package dev.mneme.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

  private static final int MEGABYTE = 1024 * 1024;

  @Test
  void shouldFindMemoryThatIsNotGivenBackBeneathTheTeethOfTheCollector() {
    double[] leaking = samples(60, i -> (100 + 2 * i + 40 * (i % 5)) * MEGABYTE);
    double[] sound = samples(60, i -> (100 + 40 * (i % 5)) * MEGABYTE);

    assertThat(grew(Growth.What.MEMORY_BYTES, leaking)).isTrue();
    assertThat(grew(Growth.What.MEMORY_BYTES, sound)).isFalse();
  }

  @Test
  void shouldFindDescriptorsAndThreadsThatAreLeft() {
    assertThat(grew(Growth.What.DESCRIPTORS, samples(60, i -> 200 + i))).isTrue();
    assertThat(grew(Growth.What.THREADS, samples(60, i -> 50 + i / 2.0))).isTrue();
    assertThat(grew(Growth.What.THREADS, samples(60, i -> 50 + i % 6))).isFalse();
  }

  @Test
  void shouldNotMindWarmingUp() {
    assertThat(grew(Growth.What.DESCRIPTORS, samples(60, i -> i < 10 ? 20 * i : 200))).isFalse();
  }

  @Test
  void shouldSayNothingOfTooFew() {
    assertThat(Growth.of("x", Growth.What.THREADS, samples(10, i -> 100 * i), true)).isEmpty();
  }

  @Test
  void shouldShowAndNotJudgeWhatDidNotLastLongEnough() {
    Growth growth = Growth.of("x", Growth.What.THREADS, samples(60, i -> 50 + i), false).getFirst();

    assertThat(growth.late()).isGreaterThan(growth.early());
    assertThat(growth.grew()).isFalse();
  }

  private interface Sample {
    double at(int i);
  }

  private static double[] samples(int count, Sample sample) {
    return IntStream.range(0, count).mapToDouble(sample::at).toArray();
  }

  private static boolean grew(Growth.What what, double[] samples) {
    return Growth.of("x", what, samples, true).getFirst().grew();
  }
}
