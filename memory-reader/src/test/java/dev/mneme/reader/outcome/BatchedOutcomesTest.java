package dev.mneme.reader.outcome;

import static dev.mneme.reader.recall.Memories.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.OutcomeRun;
import dev.mneme.reader.recall.Layer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchedOutcomesTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Reporter reporter = new Reporter("local", "reader-0", Duration.ofMillis(50));
  private final CollectedOutcomes sent = new CollectedOutcomes();

  @Test
  void shouldSendAFailureAtOnceBehindAllThatCameBeforeIt() {
    var outcomes = new BatchedOutcomes(sent, LONG);
    for (int i = 0; i < 1_000; i++) {
      outcomes.report(recalled(Layer.NEW, 1, OutcomeResult.SUCCESS, 3));
    }
    assertThat(sent.reported()).isEmpty();

    outcomes.report(recalled(Layer.NEW, 1, OutcomeResult.TIMEOUT, 100));

    assertThat(sent.reported()).hasSize(1);
    OperationOutcome outcome = sent.reported().getFirst();
    assertThat(outcome.getResult()).isEqualTo(OutcomeResult.TIMEOUT);
    assertThat(outcome.getLatencyMicros()).isEqualTo(100_000);
    assertThat(outcome.getRuns())
        .extracting(OutcomeRun::getResult, OutcomeRun::getTimes, OutcomeRun::getSlow)
        .containsExactly(
            tuple(OutcomeResult.SUCCESS, 1_000, false), tuple(OutcomeResult.TIMEOUT, 1, true));
  }

  @Test
  void shouldSendSuccessesTogetherSoon() {
    var outcomes = new BatchedOutcomes(sent, Duration.ofMillis(5));
    outcomes.report(recalled(Layer.NEW, 1, OutcomeResult.SUCCESS, 3));
    outcomes.report(recalled(Layer.NEW, 1, OutcomeResult.SUCCESS, 70));

    await().until(() -> !sent.reported().isEmpty());

    int operations =
        sent.reported().stream()
            .mapToInt(
                outcome ->
                    outcome.getRuns() == null
                        ? 1
                        : outcome.getRuns().stream().mapToInt(OutcomeRun::getTimes).sum())
            .sum();
    assertThat(operations).isEqualTo(2);
  }

  @Test
  void shouldNotMixScopesAndEpochs() {
    var outcomes = new BatchedOutcomes(sent, LONG);
    outcomes.report(recalled(Layer.NEW, 1, OutcomeResult.SUCCESS, 3));
    outcomes.report(recalled(Layer.LEGACY, 4, OutcomeResult.SUCCESS, 3));
    outcomes.report(recalled(Layer.NEW, 2, OutcomeResult.SUCCESS, 3));
    outcomes.close();

    assertThat(sent.inShort())
        .containsExactlyInAnyOrder(
            "new OPERATION SUCCESS 1", "legacy OPERATION SUCCESS 4", "new OPERATION SUCCESS 2");
    assertThat(sent.reported()).allSatisfy(one -> assertThat(one.getRuns()).isNull());
  }

  @Test
  void shouldSendEachByItselfWithoutLinger() {
    var outcomes = new BatchedOutcomes(sent, Duration.ZERO);
    outcomes.report(recalled(Layer.NEW, 1, OutcomeResult.SUCCESS, 3));
    outcomes.report(recalled(Layer.NEW, 1, OutcomeResult.SUCCESS, 3));

    assertThat(sent.reported()).hasSize(2);
  }

  @Test
  void shouldSendClaimsAsTheyAre() {
    var outcomes = new BatchedOutcomes(sent, LONG);
    outcomes.report(recalled(Layer.NEW, 1, OutcomeResult.SUCCESS, 3));
    outcomes.report(reporter.claim(Layer.NEW, 1, NOON));

    assertThat(sent.inShort())
        .containsExactly("new OPERATION SUCCESS 1", "new PROBE_CLAIM UNKNOWN 1");
  }

  private OperationOutcome recalled(Layer layer, long epoch, OutcomeResult result, int millis) {
    return reporter.recalled(layer, epoch, result, Duration.ofMillis(millis), NOON);
  }
}
