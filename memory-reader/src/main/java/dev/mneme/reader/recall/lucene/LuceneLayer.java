package dev.mneme.reader.recall.lucene;

import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.Recollection;
import java.io.IOException;
import java.time.Duration;
import java.util.function.ToIntFunction;
import org.apache.lucene.store.AlreadyClosedException;

/** Answers from the indexes of the one partition that holds the subject. */
public final class LuceneLayer implements RecallLayer {

  private final ToIntFunction<String> partitionOfSubject;
  private final MemorySearch search;
  private final OpenIndexes memories;
  private final OpenIndexes vectors;

  /**
   * @param partitionOfSubject the same function by which records were put on the log
   */
  LuceneLayer(
      ToIntFunction<String> partitionOfSubject,
      MemorySearch search,
      OpenIndexes memories,
      OpenIndexes vectors) {
    this.partitionOfSubject = partitionOfSubject;
    this.search = search;
    this.memories = memories;
    this.vectors = vectors;
  }

  @Override
  public Recollection recall(RecallQuery query, Duration within) throws LayerFailure {
    int partition = partitionOfSubject.applyAsInt(query.subject());
    PartitionIndex index =
        memories
            .of(partition)
            .orElseThrow(
                () ->
                    new LayerFailure(
                        LayerFailure.Kind.SERVER_ERROR,
                        "the subject's partition is not on this instance"));
    try {
      return search.answer(index, vectors.of(partition), query, within);
    } catch (IOException | AlreadyClosedException e) {
      index.suspect();
      throw new LayerFailure(
          LayerFailure.Kind.SERVER_ERROR, "the index could not be read: " + e.getClass(), e);
    }
  }
}
