package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.writer.Sample;
import java.util.UUID;

/** Records for tests. */
public final class Records {

  private Records() {}

  public static MemoryRecord record(String tenant, String subject, UUID id, String text) {
    return MemoryRecord.newBuilder()
        .setMemoryId(id)
        .setTenant(tenant)
        .setSubject(subject)
        .setType("fact")
        .setText(text)
        .setOccurredAt(Sample.AT)
        .setCreatedAt(Sample.AT)
        .setPolicyVersion("1")
        .setSourceEventId(id)
        .setSource(new SourcePosition("memory.events", 0, 1L))
        .setContentHash("h-" + text)
        .setMaxAgeSeconds(3_600L)
        .setMaxIdleSeconds(3_600L)
        .setExpiresAt(Sample.AT.plusSeconds(3_600))
        .build();
  }
}
