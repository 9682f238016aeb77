package dev.mneme.reader.recall;

import java.time.Duration;

/**
 * A layer of memory that can be asked. Safe for use by many threads at once.
 *
 * <p>What every layer promises: only memories of the tenant and subject of the query; at most as
 * many as asked for; the same order for the same content; words are matched by their stem, any of
 * them suffices, and words that say nothing (the, of) match nothing. Only personal memories are
 * answered, and deprecated ones only when their status is asked for or by their id.
 */
@FunctionalInterface
public interface RecallLayer {

  /**
   * Answers the query, best first, empty when nothing matches.
   *
   * @param within how long the caller waits; the layer gives up by itself soon after
   * @throws LayerFailure when the layer cannot answer
   */
  Recollection recall(RecallQuery query, Duration within) throws LayerFailure;
}
