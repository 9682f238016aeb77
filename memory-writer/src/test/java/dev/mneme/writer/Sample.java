package dev.mneme.writer;

import dev.mneme.events.ForgetMemory;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events for tests. */
public final class Sample {
  public static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private Sample() {}

  public static String subject(int n) {
    return "hs_" + "%043d".formatted(n);
  }

  public static StoreMemory memory(String text) {
    return StoreMemory.newBuilder()
        .setType("episode")
        .setText(text)
        .setSpeaker("Ada")
        .setConversation("conv-1")
        .setSession("1")
        .setTags(List.of("travel"))
        .setMetadata(Map.of("mood", "good"))
        .build();
  }

  public static MemoryEvent store(int subject, UUID eventId, String text) {
    return store(subject, eventId, memory(text));
  }

  public static MemoryEvent store(int subject, UUID eventId, StoreMemory memory) {
    return envelope(subject, eventId).setStore(memory).build();
  }

  public static MemoryEvent forget(int subject, UUID eventId, UUID memoryId, String reason) {
    return envelope(subject, eventId).setForget(new ForgetMemory(memoryId, reason)).build();
  }

  public static MemoryEvent.Builder envelope(int subject, UUID eventId) {
    return MemoryEvent.newBuilder()
        .setEventId(eventId)
        .setTenant("acme")
        .setSubject(subject(subject))
        .setOccurredAt(AT)
        .setSource("test");
  }
}
