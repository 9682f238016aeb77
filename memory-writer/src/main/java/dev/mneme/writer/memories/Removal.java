package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import dev.mneme.writer.memories.Change.Afterwards;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What it takes to remove one memory. */
final class Removal {

  private Removal() {}

  /** The tombstone, and what becomes of its contents. */
  static List<Change> of(MemoryRecord record, Memories known, Afterwards afterwards) {
    return List.of(new Change.Drop(record.getMemoryId()), contents(record, known, afterwards));
  }

  /**
   * A memory that never changed has held one content: the one it was stored with. Others need a
   * look at all contents of the subject.
   */
  static Change contents(MemoryRecord record, Memories known, Afterwards afterwards) {
    UUID id = record.getMemoryId();
    String hash = record.getContentHash();
    if (hash == null || record.getRevision() > 1 || !record.getMergedFrom().isEmpty()) {
      return new Change.Release(Set.of(id), afterwards);
    }
    Optional<Content> content =
        known.content(hash).filter(held -> Change.concerns(held, Set.of(id)));
    if (content.isEmpty()) {
      return new Change.Release(Set.of(id), afterwards);
    }
    return afterwards
        .instead(content.get())
        .<Change>map(next -> new Change.Mark(hash, next))
        .orElseGet(() -> new Change.Free(hash));
  }
}
