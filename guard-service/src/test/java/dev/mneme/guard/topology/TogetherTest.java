package dev.mneme.guard.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.OutcomeRun;
import dev.mneme.guard.decision.Decision;
import dev.mneme.guard.decision.GuardMachine;
import dev.mneme.guard.decision.GuardPolicy;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Holding;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.decision.ScopeEvent;
import dev.mneme.guard.decision.Serving;
import dev.mneme.guard.decision.Steps;
import dev.mneme.outcomes.OutcomeBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Outcomes that an instance puts together are decided about as if they had come one by one. */
class TogetherTest {

  /** One operation, and whether its instance sends what it has gathered right after it. */
  record Operation(OutcomeResult result, boolean slow, long retryAfter, boolean sends) {}

  /** What others see of it: which operation led to which change, and the state in the end. */
  record Seen(List<String> changes, GuardState last) {}

  @Property
  void shouldBeDecidedAboutAsIfTheyHadComeOneByOne(
      @ForAll("operations") List<Operation> operations, @ForAll("policies") GuardPolicy policy) {
    Seen single = decided(operations, policy, false);
    Seen together = decided(operations, policy, true);

    assertThat(together.changes()).isEqualTo(single.changes());
    assertThat(together.last().getClass()).isEqualTo(single.last().getClass());
    assertThat(together.last().because()).isEqualTo(single.last().because());
    if (single.last() instanceof Serving serving) {
      var counted = ((Serving) together.last()).count();
      assertThat(counted.streak()).hasSameSizeAs(serving.count().streak());
      assertThat(counted.calls()).isEqualTo(serving.count().calls());
      assertThat(counted.slow()).isEqualTo(serving.count().slow());
    }
    if (single.last() instanceof Holding holding) {
      assertThat(((Holding) together.last()).until()).isEqualTo(holding.until());
    }
  }

  /** Putting batches together is associative, so it does not matter who gathers how much. */
  @Property
  void shouldHoldTheSameWhereverABatchEnds(@ForAll("operations") List<Operation> operations) {
    if (operations.isEmpty()) {
      return;
    }
    OutcomeBatch atOnce = new OutcomeBatch(outcome(operations.getFirst()));
    operations.stream().skip(1).forEach(operation -> atOnce.add(outcome(operation)));

    List<OperationOutcome> parts = gathered(operations, true);
    OutcomeBatch inParts = new OutcomeBatch(parts.getFirst());
    parts.stream().skip(1).forEach(inParts::add);

    assertThat(inParts.toOutcome().getRuns()).isEqualTo(atOnce.toOutcome().getRuns());
    assertThat(inParts.operations()).isEqualTo(operations.size());
  }

  @Example
  void shouldBeOneMessageForManySuccesses() {
    var operation = new Operation(OutcomeResult.SUCCESS, false, 0, false);
    var batch = new OutcomeBatch(outcome(operation));
    for (int i = 1; i < 100_000; i++) {
      batch.add(outcome(operation));
    }

    assertThat(batch.toOutcome().getRuns())
        .singleElement()
        .satisfies(run -> assertThat(run.getTimes()).isEqualTo(100_000));
  }

  @Provide
  Arbitrary<List<Operation>> operations() {
    Arbitrary<OutcomeResult> results =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(OutcomeResult.SUCCESS)),
            Tuple.of(4, Arbitraries.of(OutcomeResult.TIMEOUT, OutcomeResult.RATE_LIMITED)),
            Tuple.of(1, Arbitraries.of(OutcomeResult.class)));
    return Combinators.combine(
            results,
            Arbitraries.of(false, false, false, true),
            Arbitraries.of(0L, 900_000L),
            Arbitraries.of(false, false, true))
        .as(Operation::new)
        .list()
        .ofMaxSize(80);
  }

  @Provide
  Arbitrary<GuardPolicy> policies() {
    return Steps.policies();
  }

  /**
   * Each operation has a position of its own when it is sent alone; together they have that of
   * their record, whose first operation is known here.
   */
  private static Seen decided(List<Operation> operations, GuardPolicy policy, boolean together) {
    GuardState state = Serving.initially(GuardDriver.SCOPE.key());
    var changes = new ArrayList<String>();
    int next = 0;
    for (OperationOutcome record : gathered(operations, together)) {
      int count =
          record.getRuns() == null
              ? 1
              : record.getRuns().stream().mapToInt(OutcomeRun::getTimes).sum();
      var position = new Position("memory.outcomes", 0, recordOf(operations, next));
      var reading =
          (Reading.Seen)
              OutcomeReader.read(
                  GuardDriver.SCOPE.key().getBytes(StandardCharsets.UTF_8), record, position);
      Decision decision =
          GuardMachine.decide(state, reading.observation(), policy, GuardDriver.START);
      for (ScopeEvent event : decision.events()) {
        changes.add(
            "%s %s %d %s: %s"
                .formatted(
                    event.kind(),
                    event.cause(),
                    event.epoch(),
                    event.because(),
                    new TreeSet<>(event.evidence().stream().map(Position::offset).toList())));
      }
      state = decision.next();
      next += count;
    }
    return new Seen(changes, state);
  }

  /** The number of the record that holds this operation when they are gathered. */
  private static int recordOf(List<Operation> operations, int index) {
    return (int) operations.stream().limit(index).filter(Operation::sends).count();
  }

  private static List<OperationOutcome> gathered(List<Operation> operations, boolean together) {
    var records = new ArrayList<OperationOutcome>();
    OutcomeBatch batch = null;
    for (Operation operation : operations) {
      OperationOutcome one = outcome(operation);
      if (batch == null) {
        batch = new OutcomeBatch(one);
      } else {
        assertThat(batch.takes(one)).isTrue();
        batch.add(one);
      }
      if (!together || operation.sends()) {
        records.add(batch.toOutcome());
        batch = null;
      }
    }
    if (batch != null) {
      records.add(batch.toOutcome());
    }
    return records;
  }

  private static OperationOutcome outcome(Operation operation) {
    return GuardDriver.outcome(OutcomeKind.OPERATION, operation.result(), 0)
        .setSlow(operation.slow())
        .setRetryAfterMillis(
            operation.result() == OutcomeResult.RATE_LIMITED ? operation.retryAfter() : null)
        .build();
  }
}
