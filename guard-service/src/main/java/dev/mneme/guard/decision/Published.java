package dev.mneme.guard.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What readers were told last about a scope: all there is to go on from when its state is gone.
 *
 * @param reason in the word of the topic
 * @param until when the mode was to end by itself
 */
public record Published(long epoch, Mode mode, String reason, @Nullable Instant until) {

  /** Taken for granted when the last mode cannot be read: the stricter of what it may have been. */
  public static Published unreadable() {
    return new Published(0, Mode.WRITE_ONLY, Reason.STATE_LOST.word(), null);
  }

  /** Whether reads may go on: not when they did only because an operator or a probe said so. */
  boolean serves() {
    return mode == Mode.READ_WRITE
        && !reason.equals(Reason.FORCED.word())
        && !reason.equals(Reason.RETURNING.word());
  }

  /** Whether an operator keeps the scope out of use longer than that. */
  boolean forcedAwayBeyond(Instant now) {
    return mode != Mode.READ_WRITE
        && reason.equals(Reason.FORCED.word())
        && until != null
        && now.isBefore(until);
  }
}
