package dev.mneme.writer.state;

import java.util.Arrays;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store of a task while the task is active, which is not asked for what it surely does not hold.
 * Made anew whenever the task becomes active: in between others may write what a standby takes
 * over.
 */
public final class WatchedStore implements AutoCloseable {
  private final KeyValueStore<byte[], byte[]> store;
  private final Absence<byte[]> absence;

  public WatchedStore(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
    this.absence = new Absence<>(store::all, WatchedStore::hash);
  }

  public byte @Nullable [] get(byte[] key) {
    return absence.isSure(hash(key)) ? null : store.get(key);
  }

  public void put(byte[] key, byte @Nullable [] value) {
    store.put(key, value);
    if (value != null) {
      absence.added(hash(key));
    }
  }

  public void delete(byte[] key) {
    store.delete(key);
  }

  public KeyValueIterator<byte[], byte[]> range(byte[] from, byte[] to) {
    return store.range(from, to);
  }

  public KeyValueIterator<byte[], byte[]> prefixScan(byte[] prefix, Serializer<byte[]> bytes) {
    return store.prefixScan(prefix, bytes);
  }

  @Override
  public void close() {
    absence.close();
  }

  /** Two hashes of the key, mixed so that each bit of the result hangs on all of theirs. */
  private static long hash(byte[] key) {
    long both = (long) Utils.murmur2(key) << Integer.SIZE | Arrays.hashCode(key) & 0xffff_ffffL;
    long mixed = both * 0x9E37_79B9_7F4A_7C15L;
    mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
    return mixed ^ mixed >>> 32;
  }
}
