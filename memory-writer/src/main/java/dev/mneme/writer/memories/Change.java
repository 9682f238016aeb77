package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One step from what is known of a subject's memories to what is known next. */
public sealed interface Change {

  /** The memory is so from now on: a record. */
  record Keep(MemoryRecord record) implements Change {}

  /** The memory is gone: a tombstone. */
  record Drop(UUID id) implements Change {}

  record Mark(String hash, Content content) implements Change {}

  /** Nothing is known of the content any more. */
  record Free(String hash) implements Change {}

  /**
   * Goes through all contents of the subject that these memories hold or held. Only for memories
   * that changed since they were stored, whose contents are not all known, or for many.
   */
  record Release(Set<UUID> of, Afterwards afterwards) implements Change {}

  /** What contents become when the memory that held them is gone. */
  sealed interface Afterwards {

    /** Of a content that the memory holds or held; empty when nothing is known of it any more. */
    Optional<Content> instead(Content content);

    record AreForgotten(Instant at) implements Afterwards {
      @Override
      public Optional<Content> instead(Content content) {
        return Optional.of(new Content.Forgotten(at));
      }
    }

    record AreFree() implements Afterwards {
      @Override
      public Optional<Content> instead(Content content) {
        return Optional.empty();
      }
    }

    record GoTo(UUID memory) implements Afterwards {
      @Override
      public Optional<Content> instead(Content content) {
        return Optional.of(
            switch (content) {
              case Content.Held _ -> new Content.Held(memory);
              case Content.Superseded _ -> new Content.Superseded(memory);
              case Content.Forgotten forgotten -> forgotten;
            });
      }
    }
  }

  /** Whether the content is or was one of these memories'. */
  static boolean concerns(Content content, Set<UUID> memories) {
    return switch (content) {
      case Content.Held(UUID memory) -> memories.contains(memory);
      case Content.Superseded(UUID memory) -> memories.contains(memory);
      case Content.Forgotten _ -> false;
    };
  }
}
