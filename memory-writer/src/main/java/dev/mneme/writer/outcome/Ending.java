package dev.mneme.writer.outcome;

import dev.mneme.events.OperationOutcome;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an event ended, as its caller is told. */
public sealed interface Ending {
  String UNKNOWN_MEMORY = "unknown_memory";
  String DUPLICATE_CONTENT = "duplicate_content";

  /** Reasons of what succeeded; every other word says why something did not. */
  Set<String> DONE =
      Set.of("unchanged", "allowed_after_forget", "same_as_another", "same_as_forgotten");

  /**
   * @param memoryId the memory that was stored or changed, where it is one
   * @param affected how many were stored, changed or removed
   */
  record Done(@Nullable UUID memoryId, int affected) implements Ending {}

  /**
   * @param existingId the memory that is in the way, if it is one
   * @param reason in a word
   */
  record Conflict(@Nullable UUID existingId, String reason) implements Ending {}

  record NotFound() implements Ending {}

  /** The stage refused what the edge had let pass. */
  record Rejected() implements Ending {}

  /**
   * Empty for an outcome that ends nothing. An event that comes again is told what the first was: a
   * duplicate's reason is that of the first.
   */
  static Optional<Ending> of(OperationOutcome outcome) {
    String reason = outcome.getReason();
    return switch (outcome.getResult()) {
      case SUCCESS -> Optional.of(done(outcome));
      case DUPLICATE -> Optional.of(reason == null ? done(outcome) : again(outcome, reason));
      case CONFLICT ->
          Optional.of(new Conflict(outcome.getMemoryId(), reason == null ? "conflict" : reason));
      case NOT_FOUND -> Optional.of(new NotFound());
      case REJECTED -> Optional.of(new Rejected());
      case UNKNOWN, UNAUTHORIZED, FORBIDDEN, TIMEOUT, REQUEST_TIMEOUT, RATE_LIMITED, SERVER_ERROR ->
          Optional.empty();
    };
  }

  private static Ending again(OperationOutcome outcome, String reason) {
    if (DONE.contains(reason)) {
      return done(outcome);
    }
    return reason.equals(UNKNOWN_MEMORY)
        ? new NotFound()
        : new Conflict(outcome.getMemoryId(), reason);
  }

  private static Ending done(OperationOutcome outcome) {
    return new Done(outcome.getMemoryId(), outcome.getAffected());
  }
}
