package dev.mneme.writer.legacy.postgres;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Times that a column can hold: an event may claim any, and one odd claim must not stop a layer.
 */
final class Times {
  private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private Times() {}

  /** In milliseconds since 1970; what is out of range becomes the nearest that is in it. */
  static @Nullable Long storable(@Nullable Instant time) {
    return time == null ? null : Math.clamp(time.toEpochMilli(), EARLIEST, LATEST);
  }
}
