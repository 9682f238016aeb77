package dev.mneme.writer;

import dev.mneme.events.EditMemory;
import dev.mneme.events.ForgetMemory;
import dev.mneme.events.ForgetSession;
import dev.mneme.events.ForgetSubject;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MergeMemories;
import dev.mneme.events.RescanMemory;
import dev.mneme.events.StoreMemory;
import dev.mneme.events.TouchMemories;
import dev.mneme.events.TransitionMemory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

  public static MemoryEvent edit(int subject, UUID eventId, EditMemory edit) {
    return envelope(subject, eventId).setEdit(edit).build();
  }

  /** A new text for a memory. */
  public static EditMemory text(UUID memoryId, @Nullable String text) {
    return EditMemory.newBuilder().setMemoryId(memoryId).setText(text).build();
  }

  public static MemoryEvent move(int subject, UUID eventId, UUID memoryId, String transition) {
    return envelope(subject, eventId)
        .setTransition(new TransitionMemory(memoryId, transition, ""))
        .build();
  }

  public static MemoryEvent merge(
      int subject, UUID eventId, UUID target, UUID source, String strategy) {
    return envelope(subject, eventId)
        .setMerge(new MergeMemories(target, source, strategy, ""))
        .build();
  }

  public static MemoryEvent touch(int subject, UUID eventId, UUID... memoryIds) {
    return envelope(subject, eventId).setTouch(new TouchMemories(List.of(memoryIds))).build();
  }

  public static MemoryEvent rescan(int subject, UUID eventId, UUID memoryId) {
    return envelope(subject, eventId).setRescan(new RescanMemory(memoryId, "")).build();
  }

  public static MemoryEvent forgetSession(
      int subject, UUID eventId, String session, @Nullable String conversation) {
    return envelope(subject, eventId)
        .setForgetSession(new ForgetSession(session, conversation, "asked"))
        .build();
  }

  public static MemoryEvent forgetSubject(int subject, UUID eventId) {
    return envelope(subject, eventId).setForgetSubject(new ForgetSubject("asked")).build();
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
