package dev.mneme.reader.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.reader.instances.Placement.Share;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WayTest {

  private static final Instance A = new Instance("a", URI.create("http://127.0.0.1:1001"));
  private static final Instance B = new Instance("b", URI.create("http://127.0.0.1:1002"));
  private static final Instance C = new Instance("c", URI.create("http://127.0.0.1:1003"));

  private static final Placement PLACEMENT =
      new Placement(
          2,
          List.of(A, B, C),
          Map.of(
              0, new Share("a", List.of("b"), Optional.empty()),
              1, new Share("c", List.of("a", "b"), Optional.empty())));

  @Test
  void shouldAnswerHereWhatIsOwnedHere() {
    assertThat(Way.of(0, seenBy("a"), warm(0))).isEmpty();
  }

  @Test
  void shouldAskTheOwnerBeforeAnsweringFromTheCopyHere() {
    assertThat(Way.of(0, seenBy("b"), warm(0))).containsExactly(A);
  }

  @Test
  void shouldAskTheOwnerThenThoseWithACopy() {
    assertThat(Way.of(0, seenBy("c"), warm())).containsExactly(A, B);
  }

  @Test
  void shouldNotAskThoseThatComeAfterItself() {
    assertThat(Way.of(1, seenBy("a"), warm(1))).containsExactly(C);
  }

  @Test
  void shouldAskThoseWithACopyWhileItsOwnHasNotCaughtUp() {
    assertThat(Way.of(0, seenBy("a"), warm())).containsExactly(B);
    assertThat(Way.of(1, seenBy("a"), warm())).containsExactly(C, B);
  }

  @Test
  void shouldAskNobodyWhileNothingIsAgreedOn() {
    assertThat(Way.of(0, new KnownPlacement("a", 2), warm())).isEmpty();
  }

  @Test
  void shouldKeepNothingOfATopicThatWasLaidOutAnew() {
    KnownPlacement known = new KnownPlacement("a", 4);
    known.agreed(PLACEMENT);

    assertThatThrownBy(known::copies)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("memory.records has 2 partitions but was laid out for 4");
  }

  private static KnownPlacement seenBy(String name) {
    KnownPlacement known = new KnownPlacement(name, 2);
    known.agreed(PLACEMENT);
    return known;
  }

  private static Copies warm(Integer... partitions) {
    return () -> Set.of(partitions);
  }
}
