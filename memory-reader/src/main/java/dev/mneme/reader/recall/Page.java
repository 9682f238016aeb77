package dev.mneme.reader.recall;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which stretch of a subject's memories, one after the other, is asked for.
 *
 * @param after what the stretch before ended with; null from the beginning
 */
public record Page(Order order, @Nullable Place after) {

  public static final Page FIRST = new Page(Order.LATEST_FIRST, null);

  /** By {@code occurred_at}; ties by id in either order. */
  public enum Order {
    LATEST_FIRST,
    EARLIEST_FIRST
  }

  /** Where a memory stands, whether or not it is still there. */
  public record Place(Instant occurredAt, UUID id) {}
}
