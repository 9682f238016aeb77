package dev.mneme.writer.memories;

import dev.mneme.events.EditMemory;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.TransitionMemory;
import dev.mneme.writer.admission.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A memory is edited, or moves on in its life. */
final class Changing {
  private final MemoryPolicy policy;
  private final ContentIdentity identity;
  private final Redaction redaction;

  Changing(MemoryPolicy policy, ContentIdentity identity, Redaction redaction) {
    this.policy = policy;
    this.identity = identity;
    this.redaction = redaction;
  }

  static Decision unknown(UUID id) {
    return Decision.none(Reason.UNKNOWN_MEMORY, id, "there is no such memory");
  }

  Decision move(Given given, TransitionMemory order, Alive alive) {
    Optional<MemoryRecord> found = alive.memory(order.getMemoryId());
    if (found.isEmpty()) {
      return unknown(order.getMemoryId());
    }
    MemoryRecord record = found.get();
    Status from = Status.ofWord(record.getStatus());
    Optional<Status> to =
        order.getTransition().equals(Operation.Transition.PROMOTE)
            ? from.promoted()
            : from.deprecated();
    if (to.isEmpty()) {
      return illegal(record);
    }
    MemoryRecord.Builder next = MemoryRecord.newBuilder(record).setStatus(to.get().word());
    return kept(
            List.of(), changed(next, given.at(), policy), from.word() + " to " + to.get().word())
        .about(record);
  }

  static Decision illegal(MemoryRecord record) {
    return Decision.none(
            Reason.ILLEGAL_TRANSITION,
            record.getMemoryId(),
            "a memory that is " + record.getStatus() + " cannot")
        .about(record);
  }

  Decision edit(Given given, EditMemory edit, Alive alive) {
    Optional<MemoryRecord> found = alive.memory(edit.getMemoryId());
    if (found.isEmpty()) {
      return unknown(edit.getMemoryId());
    }
    MemoryRecord before = found.get();
    if (Status.isOver(before.getStatus())) {
      return illegal(before);
    }
    MemoryRecord edited = edited(before, edit);
    if (edited.equals(before)) {
      return Decision.none(
              Answer.of(Reason.UNCHANGED, before.getMemoryId(), 0), "it says so already")
          .about(before);
    }
    MemoryRecord redacted = redaction.again(edited);
    String hash = identity.of(redacted);
    MemoryRecord.Builder next = MemoryRecord.newBuilder(redacted).setContentHash(hash);
    List<Change> contents = new ArrayList<>(2);
    Answer answer = Answer.success(before.getMemoryId(), 1);
    if (!hash.equals(before.getContentHash())) {
      Optional<Content> content = alive.content(hash);
      if (content.isPresent()) {
        switch (content.get()) {
          case Content.Held(UUID holder) when !holder.equals(before.getMemoryId()) -> {
            return Decision.none(
                    Reason.DUPLICATE_CONTENT, holder, "another memory of the subject holds it")
                .about(before.getFamily(), hash);
          }
          case Content.Forgotten _ when !edit.getAllowAfterForget() -> {
            return Decision.none(Reason.FORGOTTEN_CONTENT, null, "the new content was forgotten")
                .about(before.getFamily(), hash);
          }
          case Content.Forgotten _ ->
              answer = Answer.of(Reason.ALLOWED_AFTER_FORGET, before.getMemoryId(), 1);
          case Content.Held _ -> {}
          case Content.Superseded _ -> {}
        }
      }
      if (before.getContentHash() != null) {
        contents.add(
            new Change.Mark(before.getContentHash(), new Content.Superseded(before.getMemoryId())));
      }
      contents.add(new Change.Mark(hash, new Content.Held(before.getMemoryId())));
    }
    Decision kept = kept(contents, changed(next, given.at(), policy), "edited");
    return new Decision(
        kept.expired(),
        kept.changes(),
        answer,
        before.getFamily(),
        hash,
        kept.removed(),
        kept.because());
  }

  private MemoryRecord edited(MemoryRecord before, EditMemory edit) {
    MemoryRecord.Builder next = MemoryRecord.newBuilder(before);
    if (edit.getType() != null) {
      next.setType(edit.getType());
    }
    if (edit.getText() != null) {
      next.setText(edit.getText());
    }
    if (edit.getConfidence() != null) {
      next.setConfidence(edit.getConfidence());
    }
    if (edit.getProject() != null) {
      next.setProject(edit.getProject());
    }
    if (edit.getTags() != null) {
      next.setTags(edit.getTags());
    }
    if (edit.getAnchors() != null) {
      next.setAnchors(edit.getAnchors());
    }
    if (edit.getMetadata() != null) {
      next.setMetadata(edit.getMetadata());
    }
    if (edit.getData() != null) {
      next.setData(edit.getData());
    }
    if (edit.getMaxAgeSeconds() != null) {
      next.setMaxAgeSeconds(policy.ageSeconds(edit.getMaxAgeSeconds()));
    }
    if (edit.getMaxIdleSeconds() != null) {
      next.setMaxIdleSeconds(policy.idleSeconds(edit.getMaxIdleSeconds()));
    }
    return next.build();
  }

  /** One revision on; its idle time starts anew. */
  static MemoryRecord changed(MemoryRecord.Builder record, Instant at, MemoryPolicy policy) {
    record.setRevision(record.getRevision() + 1);
    record.setUpdatedAt(at);
    return Lifetime.renewed(record, policy).build();
  }

  private static Decision kept(List<Change> contents, MemoryRecord next, String because) {
    List<Change> changes = new ArrayList<>(contents.size() + 1);
    changes.add(new Change.Keep(next));
    changes.addAll(contents);
    return Decision.of(List.copyOf(changes), Answer.success(next.getMemoryId(), 1), because);
  }
}
