package dev.mneme.reader.recall.lucene;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The indexes of one kind that are open now, by partition. */
final class OpenIndexes {

  private static final Logger log = LoggerFactory.getLogger(OpenIndexes.class);

  private final Map<Integer, PartitionIndex> open = new ConcurrentHashMap<>();

  void add(int partition, PartitionIndex index) {
    open.put(partition, index);
  }

  void remove(int partition) {
    open.remove(partition);
  }

  Optional<PartitionIndex> of(int partition) {
    return Optional.ofNullable(open.get(partition));
  }

  Map<Integer, PartitionIndex> all() {
    return Map.copyOf(open);
  }

  /** Makes visible what was put into them. */
  void refresh() {
    for (PartitionIndex index : open.values()) {
      try {
        index.refresh();
      } catch (AlreadyClosedException e) {
        log.debug("index closed while it was refreshed", e);
      } catch (IOException | RuntimeException e) {
        // The index refuses further changes from now on, which stops the follower.
        log.error("index cannot be refreshed", e);
      }
    }
  }
}
