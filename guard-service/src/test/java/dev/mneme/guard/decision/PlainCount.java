package dev.mneme.guard.decision;

import dev.mneme.guard.decision.Observation.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The rule of counting written a second time and differently: from the whole history of one epoch,
 * operation by operation, with a memory without bounds.
 */
final class PlainCount {
  private record Seen(Outcome outcome, Instant now) {}

  private final GuardPolicy policy;
  private final List<Seen> history = new ArrayList<>();
  private long floor;

  PlainCount(GuardPolicy policy) {
    this.policy = policy;
  }

  boolean reaches(Outcome outcome, long epoch, Instant now) {
    if (outcome.epoch() < epoch) {
      return false;
    }
    if (history.isEmpty()) {
      floor = epoch;
    }
    history.add(new Seen(outcome, now));
    boolean reached = decides();
    if (reached) {
      history.clear();
    }
    return reached;
  }

  private boolean decides() {
    Set<UUID> known = new HashSet<>();
    List<Instant> failures = new ArrayList<>();
    List<Boolean> window = new ArrayList<>();
    for (Seen seen : history) {
      Outcome outcome = seen.outcome();
      boolean acts = outcome.runs().stream().anyMatch(run -> acts(run.result()));
      if (outcome.epoch() < floor || !acts || !known.add(outcome.id())) {
        continue;
      }
      for (Run operation : operations(outcome)) {
        switch (operation.result()) {
          case UNAUTHORIZED, FORBIDDEN -> {
            return true;
          }
          case SUCCESS -> failures.clear();
          case TIMEOUT, REQUEST_TIMEOUT, RATE_LIMITED, SERVER_ERROR -> {
            if (!failures.isEmpty()
                && !seen.now().isBefore(failures.getLast().plus(policy.idleReset()))) {
              failures.clear();
            }
            failures.add(seen.now());
          }
          case REJECTED, DUPLICATE, UNKNOWN -> {
            continue;
          }
        }
        if (window.size() == policy.slowCalls().window()) {
          window.clear();
        }
        window.add(operation.slow());
        if (failures.size() == policy.threshold() || tooSlow(window)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean tooSlow(List<Boolean> window) {
    long slow = window.stream().filter(wasSlow -> wasSlow).count();
    return policy.slowCalls().rate() > 0
        && window.size() >= policy.slowCalls().minimum()
        && (double) slow / window.size() >= policy.slowCalls().rate();
  }

  private static List<Run> operations(Outcome outcome) {
    var operations = new ArrayList<Run>();
    for (Run run : outcome.runs()) {
      for (int i = 0; i < run.times(); i++) {
        operations.add(run);
      }
    }
    return operations;
  }

  private static boolean acts(Result result) {
    return switch (result) {
      case REJECTED, DUPLICATE, UNKNOWN -> false;
      case SUCCESS, TIMEOUT, REQUEST_TIMEOUT, RATE_LIMITED, SERVER_ERROR, UNAUTHORIZED, FORBIDDEN ->
          true;
    };
  }
}
