package dev.mneme.writer.memories;

import dev.mneme.events.ForgetMemory;
import dev.mneme.events.ForgetSession;
import dev.mneme.events.MemoryRecord;
import dev.mneme.writer.memories.Change.Afterwards;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Memories are removed, and all they hold or held is remembered as forgotten. A memory whose time
 * is over but which is still there is forgotten like any other: the stricter of the two.
 */
final class Forgetting {

  private Forgetting() {}

  /** Of an unknown one a tombstone is left all the same, should any layer hold it. */
  static Decision one(Given given, ForgetMemory order, Memories known) {
    UUID id = order.getMemoryId();
    Optional<MemoryRecord> found = known.memory(id);
    if (found.isEmpty()) {
      return Decision.of(
          List.of(new Change.Drop(id)),
          Answer.refused(Reason.UNKNOWN_MEMORY, id),
          "there is no such memory");
    }
    MemoryRecord record = found.get();
    return Decision.of(
            Removal.of(record, known, new Afterwards.AreForgotten(given.at())),
            Answer.success(id, 1),
            "forgotten by id")
        .about(record)
        .removing(List.of(id));
  }

  static Decision session(Given given, ForgetSession order, Memories known) {
    List<UUID> ids = new ArrayList<>();
    known.eachMemory(
        record -> {
          if (order.getSession().equals(record.getSession())
              && (order.getConversation() == null
                  || order.getConversation().equals(record.getConversation()))) {
            ids.add(record.getMemoryId());
          }
        });
    return all(given, ids, "forgotten by session");
  }

  static Decision subject(Given given, Memories known) {
    List<UUID> ids = new ArrayList<>();
    known.eachId(ids::add);
    return all(given, ids, "forgotten by subject");
  }

  private static Decision all(Given given, List<UUID> ids, String because) {
    if (ids.isEmpty()) {
      return Decision.none(Reason.UNKNOWN_MEMORY, null, "there is no such memory");
    }
    Set<UUID> removed = new HashSet<>(ids);
    List<Change> changes = new ArrayList<>(ids.size() + 1);
    ids.forEach(id -> changes.add(new Change.Drop(id)));
    changes.add(new Change.Release(removed, new Afterwards.AreForgotten(given.at())));
    return Decision.of(changes, Answer.success(null, ids.size()), because).removing(ids);
  }
}
