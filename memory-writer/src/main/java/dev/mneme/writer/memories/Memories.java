package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What is known of the memories of one subject. */
public interface Memories {

  Optional<MemoryRecord> memory(UUID id);

  /**
   * @param hash as {@link ContentIdentity} gives it
   */
  Optional<Content> content(String hash);

  /** One after the other, in no order anyone may rely on: a subject may have very many. */
  void eachMemory(Consumer<MemoryRecord> visitor);

  /** Without reading the memories themselves. */
  void eachId(Consumer<UUID> visitor);

  /**
   * Changes what is known. Each change may be applied again: the second time nothing is different.
   */
  void apply(Change change);
}
