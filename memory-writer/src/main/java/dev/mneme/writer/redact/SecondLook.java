package dev.mneme.writer.redact;

import dev.mneme.events.MemoryEvent;
import dev.mneme.redaction.Redactor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at what redaction left of some events: were there anything to redact, the first look
 * had let it through. Which events follows from their ids, so that processing one again looks
 * again, or does not, as before. It remembers nothing of the first look.
 */
public final class SecondLook {

  /** One event in so many. */
  static final int EVERY = 64;

  private final MemoryRedaction redaction;

  SecondLook(Redactor redactor) {
    this.redaction = new MemoryRedaction(redactor);
  }

  /** 1 when something was left, 0 when nothing was; null when it did not look. */
  public @Nullable Integer leaks(UUID event, MemoryEvent redacted) {
    if (Long.remainderUnsigned(event.getLeastSignificantBits(), EVERY) != 0) {
      return null;
    }
    return redaction.redact(redacted).event().equals(redacted) ? 0 : 1;
  }
}
