package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an event.
 *
 * @param expired memories it would have met but whose time was over: they go first
 * @param changes in order
 * @param family of the memory concerned
 * @param contentHash of the content concerned
 * @param removed memories that are gone by it
 * @param because why, in words without contents
 */
public record Decision(
    List<Expired> expired,
    List<Change> changes,
    Answer answer,
    String family,
    @Nullable String contentHash,
    List<UUID> removed,
    String because) {

  public static final String PERSONAL = "personal";

  /** A memory whose time is over, and what that changes. */
  public record Expired(MemoryRecord record, List<Change> changes) {}

  static Decision of(List<Change> changes, Answer answer, String because) {
    return new Decision(List.of(), changes, answer, PERSONAL, null, List.of(), because);
  }

  /** Nothing changes. */
  static Decision none(Answer answer, String because) {
    return of(List.of(), answer, because);
  }

  static Decision none(Reason reason, @Nullable UUID memory, String because) {
    return none(Answer.refused(reason, memory), because);
  }

  Decision about(String itsFamily, @Nullable String hash) {
    return new Decision(expired, changes, answer, itsFamily, hash, removed, because);
  }

  Decision about(MemoryRecord record) {
    return about(record.getFamily(), record.getContentHash());
  }

  Decision removing(List<UUID> ids) {
    return new Decision(expired, changes, answer, family, contentHash, ids, because);
  }

  Decision after(List<Expired> first) {
    return first.isEmpty()
        ? this
        : new Decision(first, changes, answer, family, contentHash, removed, because);
  }
}
