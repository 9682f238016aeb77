package dev.mneme.reader.embedding;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * What the vectors lack to be those of the memories.
 *
 * @param wanted some of the memories without the vector of their text, at most as many as asked for
 * @param orphans keys of vectors whose memory is gone
 * @param waiting how many memories are without, the wanted among them
 */
public record Missing(List<Wanted> wanted, List<String> orphans, long waiting) {

  /**
   * A memory to embed.
   *
   * @param key of the memory on its topic
   */
  public record Wanted(String key, UUID memory, EmbeddedText text) {}

  /** Compares the memories of this instance with their vectors. */
  @FunctionalInterface
  public interface Survey {

    /**
     * @param model vectors of other models do not count
     * @param most how many memories to name
     */
    Missing take(String model, int most) throws IOException;
  }
}
