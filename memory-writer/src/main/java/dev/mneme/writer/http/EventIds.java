package dev.mneme.writer.http;

import dev.mneme.events.MemoryEvent;
import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.identity.DerivedId;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.topics.Topics;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids of events that come by HTTP: the same for the same idempotency key of the same client,
 * subject and operation, so that a request sent again changes nothing and is answered alike.
 */
final class EventIds {
  private static final int LONGEST_KEY = 256;

  private EventIds() {}

  /**
   * @param what operation and, where there is one, the memory concerned: a key used again for
   *     something else is another request
   */
  static UUID of(Addressed addressed, @Nullable String idempotencyKey, String... what) {
    if (idempotencyKey == null) {
      return UUID.randomUUID();
    }
    if (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY) {
      throw ApiProblem.of(
          ErrorCode.VALIDATION_ERROR,
          "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters",
          Map.of("field", "Idempotency-Key"));
    }
    return DerivedId.of(
        "idempotency",
        addressed.tenant(),
        addressed.subject(),
        addressed.caller().client(),
        String.join("/", what),
        idempotencyKey);
  }

  static UUID receipt(MemoryEvent event) {
    return DerivedId.of(
        "audit", event.getTenant(), event.getSubject(), event.getEventId().toString());
  }

  /** The entry of an event that the stage could not process: it names the record. */
  static UUID refusal(ConsistencyToken position) {
    return DerivedId.of(
        "audit",
        Topics.EVENTS.name(),
        Integer.toString(position.partition()),
        Long.toString(position.offset()));
  }

  static UUID memory(MemoryEvent event) {
    return DerivedId.of(
        "memory", event.getTenant(), event.getSubject(), event.getEventId().toString());
  }
}
