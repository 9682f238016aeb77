package dev.mneme.reader.outcome;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.outcomes.OutcomeBatch;
import dev.mneme.topics.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts successes together for a few milliseconds, so that the guard's topic does not carry a record
 * for each recall. Whatever else ended a call goes out at once, behind all that came before it:
 * what the guard waits for is never late, and never out of order.
 */
public final class BatchedOutcomes implements Outcomes, AutoCloseable {

  /** A record stays small, and the guard counts it in a moment. */
  private static final int MOST = 10_000;

  private final Outcomes next;
  private final Duration linger;
  private final Map<Scope, OutcomeBatch> batches = new HashMap<>();

  /**
   * @param linger how long a success may wait for others; zero sends each by itself
   */
  public BatchedOutcomes(Outcomes next, Duration linger) {
    this.next = next;
    this.linger = linger;
  }

  @Override
  public synchronized void report(OperationOutcome outcome) {
    Scope scope = new Scope(outcome.getLayer(), outcome.getRegion());
    OutcomeBatch batch = batches.get(scope);
    if (batch != null && batch.takes(outcome)) {
      batch.add(outcome);
    } else {
      send(scope);
      batch = new OutcomeBatch(outcome);
      batches.put(scope, batch);
      if (mayWait(outcome)) {
        sendLater(scope, batch);
      }
    }
    if (!mayWait(outcome) || batch.operations() >= MOST) {
      send(scope);
    }
  }

  private boolean mayWait(OperationOutcome outcome) {
    return linger.isPositive()
        && outcome.getKind() == OutcomeKind.OPERATION
        && outcome.getResult() == OutcomeResult.SUCCESS;
  }

  /** A thread for each batch that was begun, so that there is none while nothing is reported. */
  private void sendLater(Scope scope, OutcomeBatch begun) {
    Thread.ofVirtual()
        .name("outcomes-" + scope)
        .start(
            () -> {
              try {
                Thread.sleep(linger);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              sendIfStill(scope, begun);
            });
  }

  private synchronized void sendIfStill(Scope scope, OutcomeBatch begun) {
    if (batches.get(scope) == begun) {
      send(scope);
    }
  }

  private void send(Scope scope) {
    OutcomeBatch batch = batches.remove(scope);
    if (batch != null) {
      next.report(batch.toOutcome());
    }
  }

  /** Sends what waits. */
  @Override
  public synchronized void close() {
    for (Scope scope : batches.keySet().toArray(Scope[]::new)) {
      send(scope);
    }
  }
}
