package dev.mneme.reader.embedding;

import dev.mneme.events.MemoryEmbedding;
import java.util.function.Consumer;

/** Where vectors are kept for good. */
public interface VectorLog {

  /**
   * Hands a vector over; whether it was taken is said exactly once, maybe on another thread.
   *
   * @param key of the memory on its topic
   */
  void keep(String key, MemoryEmbedding embedding, Consumer<Boolean> taken);

  /** Says that a memory is gone, and its vector with it. */
  void drop(String key, Consumer<Boolean> taken);
}
