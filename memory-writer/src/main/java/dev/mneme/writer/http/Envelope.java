package dev.mneme.writer.http;

import dev.mneme.events.MemoryEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** An event before it says what is asked for. */
final class Envelope {
  private static final String SOURCE = "memory-writer";

  private Envelope() {}

  static MemoryEvent.Builder of(Addressed addressed, UUID eventId, Instant at) {
    return MemoryEvent.newBuilder()
        .setEventId(eventId)
        .setTenant(addressed.tenant())
        .setSubject(addressed.subject())
        .setOccurredAt(at.truncatedTo(ChronoUnit.MILLIS))
        .setSource(SOURCE)
        .setActor(addressed.caller().client());
  }
}
