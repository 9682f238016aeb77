package dev.mneme.writer.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A store on disk whose latest writes stay here until there are some hundreds, and then go down
 * together: a write by itself costs several times as much as one of many.
 *
 * <p>Nothing is less durable for it. The changelog is written above this store, one record for each
 * write, in the transaction of the event; and what the store on disk had not flushed is lost with
 * the process in any case and comes back from there.
 *
 * @see <a href="../../../../../../../../docs/decisions/0044-what-the-stage-costs.md">0044</a>
 */
public final class GatheringStore implements KeyValueStore<Bytes, byte[]> {
  private static final int MOST_WRITES = 256;
  private static final int MOST_BYTES = 256 * 1024;

  private final KeyValueStore<Bytes, byte[]> store;

  /** The latest write of each key; null deletes it. */
  private final Map<Bytes, byte @Nullable []> writes = new HashMap<>(2 * MOST_WRITES);

  private int bytes;

  GatheringStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** On disk, by its name. */
  public static KeyValueBytesStoreSupplier persistent(String name) {
    KeyValueBytesStoreSupplier persistent = Stores.persistentKeyValueStore(name);
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new GatheringStore(persistent.get());
      }

      @Override
      public String metricsScope() {
        return persistent.metricsScope();
      }
    };
  }

  @Override
  public synchronized byte @Nullable [] get(Bytes key) {
    byte[] written = writes.get(key);
    return written != null || writes.containsKey(key) ? written : store.get(key);
  }

  @Override
  public synchronized void put(Bytes key, byte @Nullable [] value) {
    writes.put(key, value);
    bytes += key.get().length + (value == null ? 0 : value.length);
    if (writes.size() >= MOST_WRITES || bytes >= MOST_BYTES) {
      hand();
    }
  }

  @Override
  public synchronized byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
    byte[] before = get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public synchronized void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public synchronized byte @Nullable [] delete(Bytes key) {
    byte[] before = get(key);
    put(key, null);
    return before;
  }

  /** Down to the disk's store, before anything that must see all of it. */
  private synchronized KeyValueStore<Bytes, byte[]> hand() {
    if (!writes.isEmpty()) {
      List<KeyValue<Bytes, byte[]>> together = new ArrayList<>(writes.size());
      writes.forEach((key, value) -> together.add(new KeyValue<>(key, value)));
      store.putAll(together);
      writes.clear();
      bytes = 0;
    }
    return store;
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
    return hand().range(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
    return hand().reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return hand().all();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return hand().reverseAll();
  }

  @Override
  public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
      P prefix, PS serializer) {
    return hand().prefixScan(prefix, serializer);
  }

  @Override
  public long approximateNumEntries() {
    return hand().approximateNumEntries();
  }

  @Override
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    return hand().query(query, bound, config);
  }

  @Override
  public String name() {
    return store.name();
  }

  /** A store that failed begins anew with what the changelog says, and with nothing held back. */
  @Override
  public synchronized void init(StateStoreContext context, StateStore root) {
    writes.clear();
    bytes = 0;
    store.init(context, root);
  }

  /** As of these offsets of the changelog everything is in the disk's store. */
  @Override
  public void commit(Map<TopicPartition, Long> offsets) {
    hand().commit(offsets);
  }

  @Override
  public Long committedOffset(TopicPartition partition) {
    return store.committedOffset(partition);
  }

  /** Deprecated while stores are in transition, and asked all the same. */
  @Override
  @SuppressWarnings("deprecation")
  public boolean managesOffsets() {
    return store.managesOffsets();
  }

  @Override
  public void close() {
    try {
      if (isOpen()) {
        hand();
      }
    } finally {
      store.close();
    }
  }

  @Override
  public boolean persistent() {
    return store.persistent();
  }

  @Override
  public boolean isOpen() {
    return store.isOpen();
  }

  @Override
  public Position getPosition() {
    return store.getPosition();
  }
}
