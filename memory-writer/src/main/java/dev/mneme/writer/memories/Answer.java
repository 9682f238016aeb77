package dev.mneme.writer.memories;

import dev.mneme.events.OutcomeResult;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the one who sent the event is told, also when the same event comes again.
 *
 * @param memory that was stored or changed; with a conflict the one that exists
 * @param affected how many memories were stored, changed or removed
 */
public record Answer(
    OutcomeResult result, @Nullable UUID memory, int affected, @Nullable Reason reason) {

  static Answer success(@Nullable UUID memory, int affected) {
    return new Answer(OutcomeResult.SUCCESS, memory, affected, null);
  }

  static Answer of(Reason reason, @Nullable UUID memory, int affected) {
    return new Answer(reason.result(), memory, affected, reason);
  }

  static Answer refused(Reason reason, @Nullable UUID memory) {
    return of(reason, memory, 0);
  }

  /** The event was processed before; the rest of the answer stays what it was. */
  public Answer again() {
    return new Answer(OutcomeResult.DUPLICATE, memory, affected, reason);
  }
}
