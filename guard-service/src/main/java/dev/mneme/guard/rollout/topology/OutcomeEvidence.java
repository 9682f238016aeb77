package dev.mneme.guard.rollout.topology;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.OutcomeRun;
import dev.mneme.events.ReadArm;
import dev.mneme.guard.rollout.evidence.Arm;
import dev.mneme.guard.rollout.evidence.Quality;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.outcomes.LatencyHistogram;
import dev.mneme.topics.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an outcome says to a rollout: the reads of the new layer by the subjects that it serves, of
 * the legacy layer by the others at the same time, and what must not happen at all.
 */
final class OutcomeEvidence {

  /** Begins the names of all ways to forget. */
  private static final String FORGET = "forget";

  private OutcomeEvidence() {}

  static Optional<Message.Saw> of(OperationOutcome outcome, Instant now) {
    if (outcome.getKind() != OutcomeKind.OPERATION || outcome.getRegion().isEmpty()) {
      return Optional.empty();
    }
    Quality quality = quality(outcome, now);
    if (!quality.equals(Quality.NONE)) {
      return Optional.of(new Message.Saw(outcome.getRegion(), false, Tally.quality(quality)));
    }
    if (!outcome.getOperation().equals("recall")) {
      return Optional.empty();
    }
    return reads(outcome.getLayer(), outcome.getArm(), outcome);
  }

  /** What is neither is a fallback, or another path. */
  private static Optional<Message.Saw> reads(
      String layer, @Nullable ReadArm arm, OperationOutcome outcome) {
    if (layer.equals(Scope.NEW) && (arm == null || arm == ReadArm.CANARY)) {
      return Optional.of(
          new Message.Saw(outcome.getRegion(), arm == null, Tally.canary(reads(outcome))));
    }
    return layer.equals(Scope.LEGACY) && arm == ReadArm.CONTROL
        ? Optional.of(new Message.Saw(outcome.getRegion(), false, Tally.control(reads(outcome))))
        : Optional.empty();
  }

  /**
   * A forget's outcome says when the broker had it; until it is seen here it is decided for all to
   * see.
   */
  private static Quality quality(OperationOutcome outcome, Instant now) {
    Integer leaks = outcome.getRedactionLeaks();
    Integer violations = outcome.getKViolations();
    boolean forgot =
        outcome.getOperation().startsWith(FORGET) && outcome.getResult() == OutcomeResult.SUCCESS;
    return new Quality(
        0,
        0,
        leaks == null ? 0 : Math.max(0, leaks),
        violations == null ? 0 : Math.max(0, violations),
        forgot ? Math.max(0, Duration.between(outcome.getAt(), now).toMillis()) : 0);
  }

  private static Arm reads(OperationOutcome outcome) {
    List<OutcomeRun> runs = outcome.getRuns();
    LatencyHistogram answered = LatencyHistogram.answered(outcome);
    if (runs == null) {
      return new Arm(
          1,
          LatencyHistogram.isAnswer(outcome.getResult()) ? 0 : 1,
          isRefused(outcome.getResult()) ? 1 : 0,
          answered);
    }
    long reads = 0;
    long errors = 0;
    long refused = 0;
    for (OutcomeRun run : runs) {
      long times = Math.max(0, run.getTimes());
      reads += times;
      errors += LatencyHistogram.isAnswer(run.getResult()) ? 0 : times;
      refused += isRefused(run.getResult()) ? times : 0;
    }
    return new Arm(reads, errors, refused, answered);
  }

  private static boolean isRefused(OutcomeResult result) {
    return result == OutcomeResult.UNAUTHORIZED || result == OutcomeResult.FORBIDDEN;
  }
}
