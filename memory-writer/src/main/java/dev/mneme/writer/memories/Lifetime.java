package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** When a memory expires. */
final class Lifetime {

  private Lifetime() {}

  static Instant day(Instant at) {
    return at.truncatedTo(ChronoUnit.DAYS);
  }

  /**
   * The age from its creation, or the idle time from its last change or use if that is earlier.
   * Uses are known to the day; its end counts, so that no memory expires before its time.
   */
  static Instant expiresAt(
      Instant created,
      @Nullable Instant updated,
      @Nullable Instant used,
      long ageSeconds,
      long idleSeconds) {
    Instant last = updated == null || updated.isBefore(created) ? created : updated;
    if (used != null) {
      Instant endOfDay = used.plus(Duration.ofDays(1));
      last = endOfDay.isAfter(last) ? endOfDay : last;
    }
    Instant old = created.plusSeconds(ageSeconds);
    Instant idle = last.plusSeconds(idleSeconds);
    return idle.isBefore(old) ? idle : old;
  }

  /** Sets the end of a memory whose times were changed. */
  static MemoryRecord.Builder renewed(MemoryRecord.Builder record, MemoryPolicy policy) {
    return record.setExpiresAt(
        expiresAt(
            record.getCreatedAt(),
            record.getUpdatedAt(),
            record.getUsedAt(),
            policy.ageSeconds(record.getMaxAgeSeconds()),
            policy.idleSeconds(record.getMaxIdleSeconds())));
  }

  static boolean isOver(MemoryRecord record, Instant at) {
    Instant end = record.getExpiresAt();
    return end != null && !end.isAfter(at);
  }
}
