package dev.mneme.outcomes;

import dev.mneme.events.LatencyBucket;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Outcomes of one instance about one scope and epoch, in the order in which they ended. What is
 * kept of them is the sequence of their results, with equal neighbours counted: putting batches
 * together is putting sequences together, so where a batch ends changes nothing. Not safe for use
 * by several threads.
 *
 * @see <a href="../../../../../../../docs/decisions/0019-outcomes-are-sent-as-runs.md">0019</a>
 */
public final class OutcomeBatch {
  private final OperationOutcome first;
  private final List<OutcomeRun> runs = new ArrayList<>();
  private final LatencyHistogram answered = new LatencyHistogram();
  private OperationOutcome last;
  private long longestMicros;
  private int operations;

  public OutcomeBatch(OperationOutcome first) {
    this.first = first;
    this.last = first;
    add(first);
  }

  /** Whether the outcome may stand in one record with those in here. */
  public boolean takes(OperationOutcome next) {
    return mayJoin(first)
        && mayJoin(next)
        && next.getEpoch() == first.getEpoch()
        && next.getLayer().equals(first.getLayer())
        && next.getRegion().equals(first.getRegion())
        && next.getOperation().equals(first.getOperation())
        && next.getFamily().equals(first.getFamily())
        && next.getService().equals(first.getService())
        && next.getInstance().equals(first.getInstance())
        && next.getArm() == first.getArm();
  }

  /** What belongs to an event or a probe is asked for by its own id. */
  private static boolean mayJoin(OperationOutcome outcome) {
    return outcome.getKind() == OutcomeKind.OPERATION
        && outcome.getEventId() == null
        && outcome.getMemoryId() == null
        && outcome.getRedactionLeaks() == null
        && outcome.getKViolations() == null;
  }

  public void add(OperationOutcome next) {
    if (next.getRuns() == null) {
      add(new OutcomeRun(next.getResult(), 1, next.getSlow(), next.getRetryAfterMillis()));
    } else {
      next.getRuns().forEach(this::add);
    }
    answered.addAll(LatencyHistogram.answered(next));
    longestMicros = Math.max(longestMicros, next.getLatencyMicros());
    last = next;
  }

  private void add(OutcomeRun next) {
    operations += next.getTimes();
    OutcomeRun before = runs.isEmpty() ? null : runs.getLast();
    if (before != null
        && before.getResult() == next.getResult()
        && before.getSlow() == next.getSlow()
        && Objects.equals(before.getRetryAfterMillis(), next.getRetryAfterMillis())) {
      runs.set(
          runs.size() - 1,
          new OutcomeRun(
              next.getResult(),
              before.getTimes() + next.getTimes(),
              next.getSlow(),
              next.getRetryAfterMillis()));
    } else {
      runs.add(next);
    }
  }

  /** How many operations it stands for. */
  public int operations() {
    return operations;
  }

  /** One outcome for all; a single one stays as it came. */
  public OperationOutcome toOutcome() {
    if (operations == 1) {
      return last;
    }
    List<LatencyBucket> latencies = answered.buckets();
    return OperationOutcome.newBuilder()
        .setOutcomeId(last.getOutcomeId())
        .setLayer(last.getLayer())
        .setRegion(last.getRegion())
        .setKind(last.getKind())
        .setOperation(last.getOperation())
        .setFamily(last.getFamily())
        .setResult(last.getResult())
        .setEpoch(last.getEpoch())
        .setLatencyMicros(longestMicros)
        .setService(last.getService())
        .setInstance(last.getInstance())
        .setAt(last.getAt())
        .setRetryAfterMillis(last.getRetryAfterMillis())
        .setSlow(last.getSlow())
        .setRuns(List.copyOf(runs))
        .setArm(last.getArm())
        .setLatencies(latencies.isEmpty() ? null : latencies)
        .build();
  }
}
