package dev.mneme.writer.forgotten;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.follower.reach.Reach;
import dev.mneme.writer.forgotten.Unreadable.Confirmation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EveryReaderTest {
  private static final ConsistencyToken TOKEN = new ConsistencyToken(2, 9);
  private static final Duration UNHEARD = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofSeconds(45);
  private static final long NOW = 1_000_000_000L;

  private final ReaderTable table = new ReaderTable();
  private Reach reach = new Reach.At(100, 10);
  private final Deque<Long> legacy = new ArrayDeque<>(List.of(100L));

  @Test
  void shouldConfirmWhenIndexesAndLegacyLayerArePastIt() {
    table.heard("reader-0", Map.of(2, 100L), UNHEARD, NOW);
    table.heard("reader-1", Map.of(0, 3L), UNHEARD, NOW); // answers other subjects

    assertThat(confirmation()).isEqualTo(new Confirmation.Confirmed());
  }

  @Test
  void shouldNameTheReadersThatAreBehind() {
    table.heard("reader-1", Map.of(2, 99L), UNHEARD, NOW);
    table.heard("reader-0", Map.of(2, 7L), UNHEARD, NOW);

    assertThat(confirmation())
        .isEqualTo(new Confirmation.Unconfirmed("the index of reader-0, reader-1"));
  }

  @Test
  void shouldWaitForTheLegacyLayer() {
    legacy.addFirst(50L);
    legacy.addFirst(50L);

    assertThat(confirmation()).isEqualTo(new Confirmation.Confirmed());
    legacy.clear();
    legacy.add(50L);
    assertThat(confirmation()).isEqualTo(new Confirmation.Unconfirmed("the legacy layer"));
  }

  @Test
  void shouldNotConfirmWhatIsNotCommittedOrNotKnown() {
    reach = new Reach.Pending();
    assertThat(confirmation()).isEqualTo(new Confirmation.Unconfirmed("the stage to commit it"));
    reach = new Reach.Unknown("it is away");
    assertThat(confirmation()).isEqualTo(new Confirmation.Unconfirmed("the broker: it is away"));
  }

  @Test
  void shouldNotConfirmWhileALayerDoesNotAnswer() {
    Unreadable unreadable =
        new EveryReader(
            (token, within) -> reach,
            (partition, offset, within) -> table.behind(partition, offset, NOW),
            Optional.of(
                partition -> {
                  throw new NotKnownException("the legacy layer, which does not answer");
                }),
            Duration.ofMillis(20));

    assertThat(unreadable.of(TOKEN))
        .isEqualTo(new Confirmation.Unconfirmed("the legacy layer, which does not answer"));
  }

  @Test
  void shouldCountAReaderUntilItsLeaseHasPassedOrItHasLeft() {
    table.heard("reader-0", Map.of(2, 7L), UNHEARD, NOW);

    assertThat(table.behind(2, 8, NOW + LEASE.toNanos())).containsExactly("reader-0");
    assertThat(table.behind(2, 8, NOW + LEASE.toNanos() + 1)).isEmpty();

    table.heard("reader-1", Map.of(2, 7L), UNHEARD, NOW);
    table.left("reader-1");
    assertThat(table.behind(2, 8, NOW)).isEmpty();
  }

  private Confirmation confirmation() {
    return new EveryReader(
            (token, within) -> reach,
            (partition, offset, within) -> table.behind(partition, offset, NOW),
            Optional.of(partition -> legacy.size() > 1 ? legacy.removeFirst() : legacy.getFirst()),
            Duration.ofMillis(200))
        .of(TOKEN);
  }
}
