package dev.mneme.reader.outcome;

import dev.mneme.events.OperationOutcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Outcomes in a list. */
public final class CollectedOutcomes implements Outcomes {

  private final List<OperationOutcome> reported = new CopyOnWriteArrayList<>();

  @Override
  public void report(OperationOutcome outcome) {
    reported.add(outcome);
  }

  public List<OperationOutcome> reported() {
    return reported;
  }

  /** {@code layer kind result epoch} of each, in order. */
  public List<String> inShort() {
    return reported.stream()
        .map(o -> "%s %s %s %d".formatted(o.getLayer(), o.getKind(), o.getResult(), o.getEpoch()))
        .toList();
  }
}
