package dev.mneme.writer.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndingTest {
  private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private static final UUID EVENT = UUID.fromString("22222222-2222-4222-8222-222222222222");

  @Test
  void shouldTellADuplicateWhatTheFirstWasTold() {
    assertThat(Ending.of(outcome(OutcomeResult.DUPLICATE, null))).contains(new Ending.Done(ID, 1));
    assertThat(Ending.of(outcome(OutcomeResult.DUPLICATE, "unchanged")))
        .contains(new Ending.Done(ID, 1));
    assertThat(Ending.of(outcome(OutcomeResult.DUPLICATE, "duplicate_content")))
        .contains(new Ending.Conflict(ID, "duplicate_content"));
    assertThat(Ending.of(outcome(OutcomeResult.DUPLICATE, "unknown_memory")))
        .contains(new Ending.NotFound());
  }

  @Test
  void shouldSayDoneForASuccessWhateverItsReason() {
    assertThat(Ending.of(outcome(OutcomeResult.SUCCESS, "allowed_after_forget")))
        .contains(new Ending.Done(ID, 1));
  }

  @Test
  void shouldTakeNothingForAnEndingThatIsNone() {
    for (OutcomeResult result :
        new OutcomeResult[] {
          OutcomeResult.UNKNOWN, OutcomeResult.TIMEOUT, OutcomeResult.SERVER_ERROR
        }) {
      assertThat(Ending.of(outcome(result, null))).isEmpty();
    }
  }

  @Test
  void shouldTellEverybodyWhoWaitsForTheSameEventAndKeepNobody() {
    PendingEndings pending = new PendingEndings();
    try (Endings.Expected one = pending.expect(EVENT);
        Endings.Expected other = pending.expect(EVENT)) {
      pending.ended(UUID.randomUUID(), new Ending.NotFound());
      assertThat(one.within(Duration.ZERO)).isEmpty();

      pending.ended(EVENT, new Ending.Done(ID, 1));

      assertThat(one.within(Duration.ZERO)).contains(new Ending.Done(ID, 1));
      assertThat(other.within(Duration.ZERO)).contains(new Ending.Done(ID, 1));
    }
    assertThat(pending.isEmpty()).isTrue();
  }

  private static OperationOutcome outcome(OutcomeResult result, String reason) {
    return OperationOutcome.newBuilder()
        .setOutcomeId(UUID.randomUUID())
        .setLayer("log")
        .setRegion("local")
        .setKind(OutcomeKind.OPERATION)
        .setOperation("store")
        .setFamily("personal")
        .setResult(result)
        .setEpoch(0)
        .setLatencyMicros(0)
        .setService("memory-writer")
        .setInstance("memory-writer-0")
        .setEventId(EVENT)
        .setMemoryId(ID)
        .setAffected(1)
        .setReason(reason)
        .setAt(Instant.EPOCH)
        .build();
  }
}
