package dev.mneme.guard.rollout.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.guard.decision.Position;
import dev.mneme.guard.rollout.RolloutHistory;
import dev.mneme.guard.rollout.decision.Order;
import dev.mneme.guard.rollout.decision.Rollout;
import dev.mneme.guard.rollout.decision.RolloutFact;
import dev.mneme.guard.rollout.decision.RolloutState;
import dev.mneme.guard.rollout.evidence.Arm;
import dev.mneme.guard.rollout.evidence.OpenBreakers;
import dev.mneme.guard.rollout.evidence.Quality;
import dev.mneme.guard.rollout.evidence.RegionEvidence.Guarded;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.guard.rollout.evidence.Watch;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.avro.PlanRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept is what comes back. */
class RolloutFormatsTest {
  private static final Plan PLAN = Rollout.plan(5, 50, 100);
  private static final Position POSITION = new Position("memory.control", 3, 77);
  private static final Tally TALLY =
      new Tally(Rollout.reads(300, 7), Rollout.reads(200, 0), new Quality(9, 8.25, 1, 2, 3_000));

  static Stream<RolloutState> states() {
    return Stream.of(
        RolloutState.NoPlan.YET,
        new RolloutState.Stepping(PLAN, 1, Rollout.START, 0.4, 7, "it goes on"),
        new RolloutState.Paused(PLAN, 2, Rollout.START, 8, "lunch"),
        new RolloutState.RolledBack(PLAN, 0, 9, "errors"),
        new RolloutState.Aborted(PLAN, 0, 10, "told"),
        new RolloutState.Completed(PLAN, 2, 11, "passed"));
  }

  @ParameterizedTest
  @MethodSource("states")
  void shouldKeepEachState(RolloutState state) {
    assertThat(RolloutStateFormat.decode(RolloutStateFormat.encode(state))).isEqualTo(state);
  }

  static Stream<Message> messages() {
    return Stream.of(
        new Message.Saw("eu", true, TALLY),
        new Message.Said("eu", new Guarded(false, "forced")),
        new Message.Apply(
            UUID.randomUUID(),
            PlanRecord.of(PLAN, "alice", "it is time", Rollout.START),
            "alice",
            "it is time",
            POSITION),
        new Message.Tell(UUID.randomUUID(), Order.PROMOTE, "bob", "now", POSITION),
        new Message.Set("*", "canary:5", "eve"),
        new Message.Shut("eu", List.of("recall", "distill")));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldCarryEachMessage(Message message) {
    assertThat(MessageFormat.decode(MessageFormat.encode(message))).isEqualTo(message);
  }

  @Test
  void shouldKeepEvidence() {
    var known = new StoredEvidence.Known(12, new Watch(Rollout.START, null), TALLY);

    assertThat(StoredEvidence.tally(StoredEvidence.bytes(TALLY))).isEqualTo(TALLY);
    assertThat(StoredEvidence.known(StoredEvidence.bytes(known))).isEqualTo(known);
    var open = new OpenBreakers(List.of("recall"), Rollout.START);
    assertThat(StoredEvidence.breakers(StoredEvidence.bytes(open))).isEqualTo(open);
    assertThat(StoredEvidence.tally(StoredEvidence.bytes(Tally.canary(Arm.none()))))
        .isEqualTo(Tally.none());
  }

  @Test
  void shouldKeepTheLastOfALongHistory() {
    RolloutHistory history = RolloutHistory.NONE;
    for (int i = 1; i <= 50; i++) {
      history =
          history
              .with(
                  new RolloutFact(
                      RolloutFact.Kind.LOOKED,
                      "too_early",
                      "look " + i,
                      1,
                      Map.of("eu", 5),
                      "pass",
                      List.of(),
                      "rollout",
                      i),
                  Rollout.START)
              .with(new RolloutHistory.Told(new UUID(0, i), true, "done"));
    }

    assertThat(RolloutHistoryFormat.decode(RolloutHistoryFormat.encode(history)))
        .isEqualTo(history);
    assertThat(history.facts()).hasSize(20);
    assertThat(history.facts().getLast().sequence()).isEqualTo(50);
    assertThat(history.of(new UUID(0, 50))).isPresent();
    assertThat(history.of(new UUID(0, 1))).isEmpty();
  }

  @Test
  void shouldSayWhatIsDamaged() {
    assertThatThrownBy(() -> RolloutStateFormat.decode(new byte[] {9, 1}))
        .hasMessage("rollout state has version 9, known is 1");
    assertThatThrownBy(() -> MessageFormat.decode(new byte[] {1, 1}))
        .hasMessage("rollout message of 2 bytes is damaged");
  }
}
