package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known, as of the time of an event: a memory whose time was over then is not met any more,
 * whether or not it was removed meanwhile. So an answer follows from the log and not from when the
 * clock that removes memories came by.
 */
final class Alive {
  private final Memories known;
  private final Instant at;
  private final List<MemoryRecord> over = new ArrayList<>(0);

  Alive(Memories known, Instant at) {
    this.known = known;
    this.at = at;
  }

  Optional<MemoryRecord> memory(UUID id) {
    Optional<MemoryRecord> memory = known.memory(id);
    if (memory.isPresent() && Lifetime.isOver(memory.get(), at)) {
      if (over.stream().noneMatch(met -> met.getMemoryId().equals(id))) {
        over.add(memory.get());
      }
      return Optional.empty();
    }
    return memory;
  }

  Optional<Content> content(String hash) {
    Optional<Content> content = known.content(hash);
    return content.isPresent()
            && content.get() instanceof Content.Held(UUID memory)
            && memory(memory).isEmpty()
        ? Optional.empty()
        : content;
  }

  /** Memories that would have been met. */
  List<MemoryRecord> over() {
    return over;
  }
}
