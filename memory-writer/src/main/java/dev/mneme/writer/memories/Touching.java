package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.TouchMemories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Memories were used. Known to the day, so that a memory recalled a thousand times a day is one
 * change of its record; being used is no change of what it says, so its revision stays.
 */
final class Touching {

  private Touching() {}

  static Decision touch(Given given, TouchMemories touch, Alive alive, MemoryPolicy policy) {
    Instant today = Lifetime.day(given.at());
    List<Change> changes = new ArrayList<>();
    MemoryRecord last = null;
    for (UUID id : new LinkedHashSet<>(touch.getMemoryIds())) {
      MemoryRecord record = alive.memory(id).orElse(null);
      if (record == null || Status.isOver(record.getStatus()) || isUsed(record, today)) {
        continue;
      }
      MemoryRecord.Builder next = MemoryRecord.newBuilder(record).setUsedAt(today);
      changes.add(new Change.Keep(Lifetime.renewed(next, policy).build()));
      last = record;
    }
    if (last == null) {
      return Decision.none(
          Answer.of(Reason.UNCHANGED, null, 0), "none of them, or used today already");
    }
    @Nullable UUID only = changes.size() == 1 ? last.getMemoryId() : null;
    return Decision.of(
            List.copyOf(changes),
            Answer.success(only, changes.size()),
            "used for the first time today")
        .about(last.getFamily(), null);
  }

  /** A record of an earlier day that comes late does not set it back. */
  private static boolean isUsed(MemoryRecord record, Instant today) {
    return record.getUsedAt() != null && !record.getUsedAt().isBefore(today);
  }
}
