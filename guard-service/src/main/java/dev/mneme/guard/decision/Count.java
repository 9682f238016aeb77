package dev.mneme.guard.decision;

import dev.mneme.guard.decision.Observation.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What speaks against a layer that is read from: failures in a row, and slow calls of the present
 * window.
 *
 * @param calls in the window so far
 * @param slow how many of them were
 */
public record Count(List<Failure> streak, RecentOutcomes recent, int calls, int slow) {

  static final Count NOTHING = new Count(List.of(), RecentOutcomes.none(), 0, 0);

  public Count {
    streak = List.copyOf(streak);
  }

  /** A count and what follows from it. */
  record Counted(Count count, Verdict verdict) {}

  boolean knows(Outcome outcome) {
    return recent.contains(outcome.id());
  }

  boolean idle(GuardPolicy policy, Instant now) {
    return !streak.isEmpty() && !now.isBefore(streak.getLast().seenAt().plus(policy.idleReset()));
  }

  Count withoutFailures() {
    return streak.isEmpty() ? this : new Count(List.of(), recent, calls, slow);
  }

  /** Nothing counted; still known is which outcomes came, so that none counts again. */
  Count reset() {
    return new Count(List.of(), recent, 0, 0);
  }

  /**
   * Counts the operations one by one, in their order, and stops at the first that condemns the
   * layer: what came after it ran in a mode that is over.
   */
  Counted after(Outcome outcome, GuardPolicy policy, Instant now) {
    Count count = outcome.acts() ? remembering(outcome) : this;
    String because = "nothing was reported";
    for (Run run : outcome.runs()) {
      Result result = run.result();
      switch (result.weight()) {
        case IGNORED -> because = result + " says nothing about the layer";
        case DOWNGRADES -> {
          because = "the layer answered " + result + ", asking again cannot help";
          return new Counted(
              count,
              new Verdict.Condemned(
                  Reason.UNAUTHORIZED, because, List.of(outcome.position()), now));
        }
        case RESETS -> {
          because = "the layer answered";
          count = count.withoutFailures();
          for (int i = 0; i < run.times() && policy.slowCalls().isOn(); i++) {
            count = count.calling(run.slow(), policy.slowCalls());
            if (policy.slowCalls().exceededBy(count)) {
              return count.tooSlow(outcome, now);
            }
          }
        }
        case COUNTS -> {
          for (int i = 0; i < run.times(); i++) {
            count = count.idle(policy, now) ? count.withoutFailures() : count;
            count =
                count
                    .failing(new Failure(result, outcome.position(), now, run.retryAfter()))
                    .calling(run.slow(), policy.slowCalls());
            if (count.streak().size() >= policy.threshold()) {
              return count.tooManyFailures(now);
            }
            if (policy.slowCalls().exceededBy(count)) {
              return count.tooSlow(outcome, now);
            }
          }
          because = "failure " + count.streak().size() + " of " + policy.threshold() + " in a row";
        }
      }
    }
    return new Counted(count, new Verdict.Bearable(because));
  }

  private Count remembering(Outcome outcome) {
    return new Count(streak, recent.with(outcome.id()), calls, slow);
  }

  private Count failing(Failure failure) {
    var longer = new ArrayList<>(streak);
    longer.add(failure);
    return new Count(longer, recent, calls, slow);
  }

  private Count calling(boolean wasSlow, SlowCallPolicy policy) {
    if (!policy.isOn()) {
      return this;
    }
    boolean full = calls >= policy.window();
    return new Count(streak, recent, (full ? 0 : calls) + 1, (full ? 0 : slow) + (wasSlow ? 1 : 0));
  }

  private Counted tooManyFailures(Instant now) {
    String because =
        streak.size()
            + " failures in a row: "
            + String.join(", ", streak.stream().map(failure -> failure.result().name()).toList());
    Instant notBefore =
        streak.stream()
            .map(failure -> failure.seenAt().plus(failure.retryAfter()))
            .max(Instant::compareTo)
            .orElse(now);
    return new Counted(
        this,
        new Verdict.Condemned(
            Reason.CONSECUTIVE_FAILURES,
            because,
            streak.stream().map(Failure::position).distinct().toList(),
            notBefore));
  }

  private Counted tooSlow(Outcome outcome, Instant now) {
    return new Counted(
        this,
        new Verdict.Condemned(
            Reason.SLOW_CALLS,
            slow + " of the last " + calls + " calls were slow",
            List.of(outcome.position()),
            now));
  }
}
