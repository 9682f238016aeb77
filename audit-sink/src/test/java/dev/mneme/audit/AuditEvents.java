package dev.mneme.audit;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.DerivedId;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.Topics;
import java.time.Instant;
import java.util.UUID;

/** Events as the services leave them. */
public final class AuditEvents {
  private AuditEvents() {}

  /** The event with this number, always the same. */
  public static AuditEvent number(long number) {
    UUID id = DerivedId.of("audit", "default", "s", Long.toString(number));
    return AuditEvent.newBuilder()
        .setEventId(id)
        .setOperation("store")
        .setFamily("personal")
        .setResult("success")
        .setService("memory-writer")
        .setInstance("memory-writer-0")
        .setTenant("default")
        .setSubjectHash("0123456789abcdef")
        .setAt(Instant.ofEpochMilli(1_700_000_000_000L + number))
        .build();
  }

  public static byte[] encoded(AuditEvent event) {
    try (InMemoryCodecs codecs = new InMemoryCodecs()) {
      return codecs.of(Topics.AUDIT).encode(event);
    }
  }
}
