package dev.mneme.reader.concepts.kafka;

import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.PartitionStores;
import dev.mneme.reader.concepts.shelf.Shelves;
import dev.mneme.topics.RecordKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Stores of memories or of their vectors whose changes concepts hear of: that a memory is removed
 * or changed before it is, that it has a vector afterwards.
 */
public final class WatchedMemories implements PartitionStores {

  private final PartitionStores stores;
  private final Shelves shelves;
  private final boolean vectors;

  private WatchedMemories(PartitionStores stores, Shelves shelves, boolean vectors) {
    this.stores = stores;
    this.shelves = shelves;
    this.vectors = vectors;
  }

  public static PartitionStores records(PartitionStores stores, Shelves shelves) {
    return new WatchedMemories(stores, shelves, false);
  }

  public static PartitionStores vectors(PartitionStores stores, Shelves shelves) {
    return new WatchedMemories(stores, shelves, true);
  }

  @Override
  public PartitionStore open(TopicPartition partition) throws Exception {
    return new Watched(stores.open(partition), partition.partition());
  }

  private final class Watched implements PartitionStore {

    private final PartitionStore store;
    private final int partition;

    Watched(PartitionStore store, int partition) {
      this.store = store;
      this.partition = partition;
    }

    @Override
    public long next() {
      return store.next();
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch) throws Exception {
      before(batch);
      store.apply(batch);
      after(batch);
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, long reached) throws Exception {
      before(batch);
      store.apply(batch, reached);
      after(batch);
    }

    private void before(List<ConsumerRecord<byte[], byte[]>> batch) {
      if (!vectors) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
          key(record)
              .ifPresent(
                  key -> shelves.leaves(partition, owner(key), key.memoryId(), record.offset()));
        }
      }
    }

    private void after(List<ConsumerRecord<byte[], byte[]>> batch) {
      if (vectors) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
          if (record.value() != null) {
            key(record).ifPresent(key -> shelves.embedded(partition, owner(key), key.memoryId()));
          }
        }
      }
    }

    private static Optional<RecordKey> key(ConsumerRecord<byte[], byte[]> record) {
      if (record.key() == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(RecordKey.parse(new String(record.key(), StandardCharsets.UTF_8)));
      } catch (IllegalArgumentException e) {
        return Optional.empty(); // it is no memory, and the store says so
      }
    }

    private static String owner(RecordKey key) {
      return key.tenant() + "/" + key.subject();
    }

    @Override
    public void reached(long offset) throws Exception {
      store.reached(offset);
    }

    @Override
    public void tick(Instant now) throws Exception {
      store.tick(now);
    }

    @Override
    public boolean isDamaged() {
      return store.isDamaged();
    }

    @Override
    public void restart(long earliest) throws Exception {
      store.restart(earliest);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
