package dev.mneme.reader.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountabilityTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int PARTITION = 2;

  private final Accountability accountability = new Accountability(Duration.ofSeconds(30));

  @Test
  void shouldAnswerOnlyAfterItWasToldMeasuredAndReached() {
    accountability.shows(Map.of(PARTITION, 5L));
    assertThat(answers(0)).isFalse();
    assertThat(accountability.unmeasured()).isEmpty();

    accountability.told(Set.of(PARTITION), 0);
    assertThat(accountability.unmeasured()).containsExactly(PARTITION);
    accountability.ends(PARTITION, 7);
    assertThat(answers(0)).isFalse();
    assertThat(accountability.isComplete()).isFalse();

    accountability.shows(Map.of(PARTITION, 7L));
    assertThat(answers(0)).isTrue();
    assertThat(accountability.isComplete()).isTrue();
  }

  @Test
  void shouldNotTakeAnEndThatWasAskedForBeforeItWasTold() {
    accountability.shows(Map.of(PARTITION, 5L));
    accountability.ends(PARTITION, 5);
    accountability.told(Set.of(PARTITION), 0);

    assertThat(answers(0)).isFalse();
  }

  @Test
  void shouldBeginAnewAfterASilence() {
    settle(0);
    assertThat(answers(30 * SECOND - 1)).isTrue();
    assertThat(answers(30 * SECOND)).isFalse();

    accountability.told(Set.of(PARTITION), 40 * SECOND);

    assertThat(answers(40 * SECOND)).isFalse();
    assertThat(accountability.unmeasured()).containsExactly(PARTITION);
    accountability.ends(PARTITION, 9);
    assertThat(answers(40 * SECOND)).isFalse();
    accountability.shows(Map.of(PARTITION, 9L));
    assertThat(answers(40 * SECOND)).isTrue();
  }

  @Test
  void shouldGoOnAsLongAsItIsHeard() {
    settle(0);
    for (int second = 20; second < 200; second += 20) {
      accountability.told(Set.of(PARTITION), second * SECOND);
    }

    assertThat(answers(209 * SECOND)).isTrue();
    assertThat(accountability.silentFor(209 * SECOND)).isEqualTo(Duration.ofSeconds(29));
  }

  @Test
  void shouldBeginAnewWithAPartitionThatWentAndCameOrWasOpenedFromAnOlderCommit() {
    settle(0);
    accountability.shows(Map.of());
    accountability.shows(Map.of(PARTITION, 5L));
    assertThat(answers(1)).isFalse();

    settle(2);
    accountability.shows(Map.of(PARTITION, 4L));
    accountability.shows(Map.of(PARTITION, 5L));
    assertThat(answers(3)).isFalse();
  }

  private void settle(long at) {
    accountability.shows(Map.of(PARTITION, 5L));
    accountability.told(Set.of(PARTITION), at);
    accountability.ends(PARTITION, 5);
    assertThat(answers(at)).isTrue();
  }

  private boolean answers(long nanos) {
    return accountability.answers(PARTITION, nanos);
  }
}
