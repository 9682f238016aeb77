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
 * with a memory without bounds.
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
    for (Seen seen : history) {
      Outcome outcome = seen.outcome();
      if (outcome.epoch() < floor || !acts(outcome.result()) || !known.add(outcome.id())) {
        continue;
      }
      switch (outcome.result()) {
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
        case REJECTED, DUPLICATE, UNKNOWN -> {}
      }
    }
    return failures.size() == policy.threshold();
  }

  private static boolean acts(Result result) {
    return switch (result) {
      case REJECTED, DUPLICATE, UNKNOWN -> false;
      case SUCCESS, TIMEOUT, REQUEST_TIMEOUT, RATE_LIMITED, SERVER_ERROR, UNAUTHORIZED, FORBIDDEN ->
          true;
    };
  }
}
