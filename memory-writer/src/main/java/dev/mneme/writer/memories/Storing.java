package dev.mneme.writer.memories;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.StoreMemory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A memory begins, unless its content is there already or was forgotten. */
final class Storing {
  private final MemoryPolicy policy;
  private final ContentIdentity identity;

  Storing(MemoryPolicy policy, ContentIdentity identity) {
    this.policy = policy;
    this.identity = identity;
  }

  Decision store(Given given, StoreMemory memory, Alive alive) {
    UUID id = given.id();
    MemoryEvent event = given.event();
    String hash =
        identity.of(
            event.getTenant(),
            event.getSubject(),
            memory.getFamily(),
            memory.getText(),
            memory.getSpeaker(),
            memory.getConversation(),
            memory.getSession());
    Optional<MemoryRecord> same = alive.memory(id);
    if (same.isPresent()) {
      // events are remembered for a day and a bit, memories for longer
      return Decision.none(
              new Answer(OutcomeResult.DUPLICATE, id, 1, null), "this event was stored before")
          .about(same.get());
    }
    Optional<Content> content = alive.content(hash);
    if (content.isPresent()) {
      switch (content.get()) {
        case Content.Held(UUID holder) -> {
          return Decision.none(
                  Reason.DUPLICATE_CONTENT,
                  holder,
                  "another memory of the subject holds the content")
              .about(memory.getFamily(), hash);
        }
        case Content.Forgotten _ -> {
          return memory.getAllowAfterForget()
              ? stored(
                  given,
                  memory,
                  hash,
                  Answer.of(Reason.ALLOWED_AFTER_FORGET, id, 1),
                  "the content was forgotten, and is stored again because the caller says so")
              : Decision.none(Reason.FORGOTTEN_CONTENT, null, "the content was forgotten")
                  .about(memory.getFamily(), hash);
        }
        case Content.Superseded _ -> {}
      }
    }
    return stored(given, memory, hash, Answer.success(id, 1), "nothing like it is known");
  }

  private Decision stored(
      Given given, StoreMemory memory, String hash, Answer answer, String because) {
    return Decision.of(
            List.of(
                new Change.Keep(record(given, memory, hash)),
                new Change.Mark(hash, new Content.Held(given.id()))),
            answer,
            because)
        .about(memory.getFamily(), hash);
  }

  private MemoryRecord record(Given given, StoreMemory memory, String hash) {
    MemoryEvent event = given.event();
    long age = policy.ageSeconds(memory.getMaxAgeSeconds());
    long idle = policy.idleSeconds(memory.getMaxIdleSeconds());
    return MemoryRecord.newBuilder()
        .setMemoryId(given.id())
        .setTenant(event.getTenant())
        .setSubject(event.getSubject())
        .setType(memory.getType())
        .setText(memory.getText())
        .setSpeaker(memory.getSpeaker())
        .setConversation(memory.getConversation())
        .setSession(memory.getSession())
        .setTags(memory.getTags())
        .setMetadata(memory.getMetadata())
        .setOccurredAt(event.getOccurredAt())
        .setCreatedAt(given.at())
        .setRedactions(given.redactions())
        .setPolicyVersion(given.policyVersion())
        .setSourceEventId(event.getEventId())
        .setSource(given.source())
        .setFamily(memory.getFamily())
        .setStatus(memory.getStatus())
        .setConfidence(memory.getConfidence())
        .setProject(memory.getProject())
        .setAnchors(memory.getAnchors())
        .setData(memory.getData())
        .setContentHash(hash)
        .setRevision(1)
        .setMaxAgeSeconds(age)
        .setMaxIdleSeconds(idle)
        .setExpiresAt(Lifetime.expiresAt(given.at(), null, null, age, idle))
        .setMergedFrom(List.of())
        .build();
  }
}
