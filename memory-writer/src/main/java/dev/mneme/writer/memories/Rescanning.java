package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.RescanMemory;
import dev.mneme.writer.memories.Change.Afterwards;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A memory is redacted again. Redacted more, it may say what another memory says or what was
 * forgotten; then it does not stay beside that one.
 */
final class Rescanning {
  private final MemoryPolicy policy;
  private final ContentIdentity identity;
  private final Redaction redaction;

  Rescanning(MemoryPolicy policy, ContentIdentity identity, Redaction redaction) {
    this.policy = policy;
    this.identity = identity;
    this.redaction = redaction;
  }

  Decision rescan(Given given, RescanMemory order, Alive alive) {
    UUID id = order.getMemoryId();
    Optional<MemoryRecord> found = alive.memory(id);
    if (found.isEmpty()) {
      return Changing.unknown(id);
    }
    MemoryRecord before = found.get();
    MemoryRecord again = redaction.again(before);
    if (again.equals(before)) {
      return Decision.none(
              Answer.of(Reason.UNCHANGED, id, 0), "the policy in force finds nothing new")
          .about(before);
    }
    String hash = identity.of(again);
    MemoryRecord next =
        Changing.changed(MemoryRecord.newBuilder(again).setContentHash(hash), given.at(), policy);
    if (hash.equals(before.getContentHash())) {
      return Decision.of(List.of(new Change.Keep(next)), Answer.success(id, 1), "redacted again")
          .about(next);
    }
    return switch (alive.content(hash).orElse(new Content.Superseded(id))) {
      case Content.Held(UUID holder) when !holder.equals(id) ->
          into(alive.memory(holder).orElseThrow(), before, given);
      case Content.Forgotten _ ->
          Decision.of(
                  List.of(
                      new Change.Drop(id),
                      new Change.Release(Set.of(id), new Afterwards.AreForgotten(given.at()))),
                  Answer.of(Reason.SAME_AS_FORGOTTEN, id, 1),
                  "redacted again it says what was forgotten")
              .about(before.getFamily(), hash)
              .removing(List.of(id));
      case Content.Held _ -> reindexed(next);
      case Content.Superseded _ -> reindexed(next);
    };
  }

  /** What it said under the older policy stays taken for the same. */
  private static Decision reindexed(MemoryRecord next) {
    UUID id = next.getMemoryId();
    return Decision.of(
            List.of(
                new Change.Keep(next),
                new Change.Mark(next.getContentHash(), new Content.Held(id))),
            Answer.success(id, 1),
            "redacted again")
        .about(next);
  }

  private Decision into(MemoryRecord holder, MemoryRecord gone, Given given) {
    List<UUID> merged = new ArrayList<>(holder.getMergedFrom());
    merged.add(gone.getMemoryId());
    merged.addAll(gone.getMergedFrom());
    MemoryRecord.Builder next = MemoryRecord.newBuilder(holder).setMergedFrom(merged);
    return Decision.of(
            List.of(
                new Change.Keep(Changing.changed(next, given.at(), policy)),
                new Change.Drop(gone.getMemoryId()),
                new Change.Release(
                    Set.of(gone.getMemoryId()), new Afterwards.GoTo(holder.getMemoryId()))),
            Answer.of(Reason.SAME_AS_ANOTHER, holder.getMemoryId(), 2),
            "redacted again it says what another memory says")
        .about(holder)
        .removing(List.of(gone.getMemoryId()));
  }
}
