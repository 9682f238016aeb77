package dev.mneme.guard.topology;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.OutcomeRun;
import dev.mneme.guard.decision.Result;
import dev.mneme.guard.decision.Run;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations an outcome record stands for: one, or those an instance put together. */
final class OutcomeRuns {
  /** Far above what an instance puts together, far below what would keep the guard busy. */
  private static final int MOST_OPERATIONS = 100_000;

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

  private OutcomeRuns() {}

  /** What is wrong with its runs, if anything is. */
  static Optional<String> wrong(OperationOutcome outcome) {
    long operations = 0;
    List<OutcomeRun> runs = outcome.getRuns();
    if (runs == null) {
      return Optional.empty();
    }
    if (runs.isEmpty()) {
      return Optional.of("it stands for no operation");
    }
    for (OutcomeRun run : runs) {
      if (run.getTimes() < 1) {
        return Optional.of("a run of outcomes is empty");
      }
      operations += run.getTimes();
    }
    return operations > MOST_OPERATIONS
        ? Optional.of("it stands for over 100000 operations")
        : Optional.empty();
  }

  static List<Run> of(OperationOutcome outcome) {
    List<OutcomeRun> runs = outcome.getRuns();
    return runs == null
        ? List.of(
            new Run(
                result(outcome.getResult()),
                1,
                outcome.getSlow(),
                retryAfter(outcome.getRetryAfterMillis())))
        : runs.stream()
            .map(
                run ->
                    new Run(
                        result(run.getResult()),
                        run.getTimes(),
                        run.getSlow(),
                        retryAfter(run.getRetryAfterMillis())))
            .toList();
  }

  /** A layer may ask for anything; more than the longest hold has no effect anyway. */
  private static Duration retryAfter(@Nullable Long millis) {
    return millis == null
        ? Duration.ZERO
        : Duration.ofMillis(Math.clamp(millis, 0, LONGEST_RETRY_AFTER.toMillis()));
  }

  static Result result(OutcomeResult result) {
    return switch (result) {
      case SUCCESS -> Result.SUCCESS;
      case DUPLICATE -> Result.DUPLICATE;
      // the layer answered, and rightly: nothing that speaks against it
      case REJECTED, NOT_FOUND, CONFLICT -> Result.REJECTED;
      case UNAUTHORIZED -> Result.UNAUTHORIZED;
      case FORBIDDEN -> Result.FORBIDDEN;
      case TIMEOUT -> Result.TIMEOUT;
      case REQUEST_TIMEOUT -> Result.REQUEST_TIMEOUT;
      case RATE_LIMITED -> Result.RATE_LIMITED;
      case SERVER_ERROR -> Result.SERVER_ERROR;
      case UNKNOWN -> Result.UNKNOWN;
    };
  }
}
