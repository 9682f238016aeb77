package dev.mneme.reader.shadow;

import static dev.mneme.reader.recall.Memories.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.RolloutObservation;
import dev.mneme.reader.recall.LayerFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservedWindowTest {

  private final ObservedWindow window =
      new ObservedWindow("eu", "memory-reader", "reader-0", _ -> 0, NOON);

  @Test
  void shouldSayNothingWhenNothingWasSeen() {
    assertThat(window.take("shadow", List.of(), NOON.plusSeconds(1))).isEmpty();
  }

  @Test
  void shouldAddUpWhatWasSeenAndBeginAnew() {
    window.compared(0.5, Duration.ofMillis(4), Duration.ofMillis(3));
    window.compared(1, Duration.ofMillis(4), Duration.ofMillis(6));
    window.failed(Kind.TIMEOUT);
    window.failed(Kind.TIMEOUT);
    window.failed(Kind.UNAUTHORIZED);
    window.skipped();

    RolloutObservation seen = window.take("canary:5", List.of(), NOON.plusSeconds(1)).orElseThrow();

    assertThat(seen.getRegion()).isEqualTo("eu");
    assertThat(seen.getInstance()).isEqualTo("reader-0");
    assertThat(seen.getRollout()).isEqualTo("canary:5");
    assertThat(seen.getFrom()).isEqualTo(NOON);
    assertThat(seen.getUntil()).isEqualTo(NOON.plusSeconds(1));
    assertThat(seen.getCompared()).isEqualTo(2);
    assertThat(seen.getOverlapSum()).isEqualTo(1.5);
    assertThat(seen.getFailed()).isEqualTo(3);
    assertThat(seen.getFailures()).isEqualTo(Map.of("timeout", 2L, "unauthorized", 1L));
    assertThat(seen.getSkipped()).isEqualTo(1);
    assertThat(seen.getLatencyDifferenceMicros()).containsExactly(-1000L, 2000L);
    assertThat(window.take("canary:5", List.of(), NOON.plusSeconds(2))).isEmpty();
  }

  @Test
  void shouldTellOfSmallGroupsOnceAndOfOpenBreakersAsLongAsTheyAre() {
    window.released(2);

    RolloutObservation first =
        window.take("canary:5", List.of("recall"), NOON.plusSeconds(1)).orElseThrow();
    RolloutObservation second =
        window.take("canary:5", List.of("recall"), NOON.plusSeconds(2)).orElseThrow();

    assertThat(first.getKViolations()).isEqualTo(2);
    assertThat(first.getOpenBreakers()).containsExactly("recall");
    assertThat(second.getKViolations()).isZero();
    assertThat(second.getOpenBreakers()).containsExactly("recall");
    assertThat(window.take("canary:5", List.of(), NOON.plusSeconds(3))).isEmpty();
  }

  @Test
  void shouldKeepASampleOfBoundedSizeHoweverManyCome() {
    for (int i = 0; i < 10_000; i++) {
      window.compared(1, Duration.ZERO, Duration.ofMillis(i));
    }

    RolloutObservation seen = window.take("shadow", List.of(), NOON.plusSeconds(1)).orElseThrow();

    assertThat(seen.getCompared()).isEqualTo(10_000);
    assertThat(seen.getLatencyDifferenceMicros()).hasSize(128);
  }
}
