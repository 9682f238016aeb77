package dev.mneme.reader.recall.lucene;

import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.apache.lucene.store.AlreadyClosedException;

/** Answers from the index of the one partition that holds the subject. */
public final class LuceneLayer implements RecallLayer {

  private final ToIntFunction<String> partitionOfSubject;
  private final Map<Integer, PartitionIndex> open = new ConcurrentHashMap<>();

  /**
   * @param partitionOfSubject the same function by which records were put on the log
   */
  public LuceneLayer(ToIntFunction<String> partitionOfSubject) {
    this.partitionOfSubject = partitionOfSubject;
  }

  @Override
  public List<RecalledMemory> recall(RecallQuery query, Duration within) throws LayerFailure {
    PartitionIndex index = open.get(partitionOfSubject.applyAsInt(query.subject()));
    if (index == null) {
      throw new LayerFailure(
          LayerFailure.Kind.SERVER_ERROR, "the subject's partition is not on this instance");
    }
    try {
      return index.search(query, within);
    } catch (IOException | AlreadyClosedException e) {
      throw new LayerFailure(
          LayerFailure.Kind.SERVER_ERROR, "the index could not be read: " + e.getClass(), e);
    }
  }

  void serve(int partition, PartitionIndex index) {
    open.put(partition, index);
  }

  void stopServing(int partition) {
    open.remove(partition);
  }

  Iterable<PartitionIndex> indexes() {
    return open.values();
  }
}
