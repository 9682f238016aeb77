package dev.mneme.reader.recall;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.topics.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records to fill layers with. */
public final class Memories {

  public static final String TENANT = "acme";
  public static final String ADA = "a".repeat(64);
  public static final String BOB = "b".repeat(64);
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Memories() {}

  public static UUID id(int number) {
    return new UUID(0, number);
  }

  /** A memory of Ada's that occurred as many minutes after noon as its number says. */
  public static MemoryRecord of(int number, String text) {
    return of(number, TENANT, ADA, text);
  }

  public static MemoryRecord of(int number, String tenant, String subject, String text) {
    return builder(number, text).setTenant(tenant).setSubject(subject).build();
  }

  public static MemoryRecord.Builder builder(int number, String text) {
    return MemoryRecord.newBuilder()
        .setMemoryId(id(number))
        .setTenant(TENANT)
        .setSubject(ADA)
        .setType("episode")
        .setText(text)
        .setTags(List.of())
        .setMetadata(Map.of())
        .setRedactions(Map.of())
        .setOccurredAt(NOON.plusSeconds(60L * number))
        .setCreatedAt(NOON.plusSeconds(3600))
        .setPolicyVersion("1")
        .setSourceEventId(new UUID(1, number))
        .setSource(new SourcePosition("memory.events", 0, (long) number));
  }

  public static String key(MemoryRecord memory) {
    return new RecordKey(memory.getTenant(), memory.getSubject(), memory.getMemoryId()).key();
  }
}
