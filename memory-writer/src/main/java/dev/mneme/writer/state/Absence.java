package dev.mneme.writer.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Knows of most keys that are not in a store that they are not, without asking it: what is new is
 * what usually comes, and the store needs longest to say so. It learns what was there before in
 * small steps, while it is asked, and is sure of nothing until it knows all of it. A store that
 * outgrows it is not watched any more. Of one thread at a time.
 *
 * @param <K> keys of the store
 */
public final class Absence<K> implements AutoCloseable {
  private static final int FIRST_CAPACITY = 1 << 16;

  /** In two megabytes of memory. */
  private static final int MOST_KEYS = 1 << 20;

  private static final int STEPS = 4;

  private final Supplier<KeyValueIterator<K, byte[]>> everything;
  private final ToLongFunction<K> hash;

  /** Each for twice as many keys as the one before it; the last one is not full. */
  private final List<KeyFilter> filters = new ArrayList<>();

  /** What was in the store before and is not in the filters yet. */
  private @Nullable KeyValueIterator<K, byte[]> left;

  private boolean begun;
  private boolean outgrown;

  /**
   * @param everything in the store now; closed here
   * @param hash of a key, of 64 bits that are as good as random
   */
  public Absence(Supplier<KeyValueIterator<K, byte[]>> everything, ToLongFunction<K> hash) {
    this.everything = everything;
    this.hash = hash;
  }

  /**
   * Whether the store surely does not hold the key.
   *
   * @param key its hash
   */
  public boolean isSure(long key) {
    if (!begun) {
      begun = true;
      filters.add(new KeyFilter(FIRST_CAPACITY));
      left = everything.get();
    }
    learn();
    return left == null && !outgrown && !mayHold(key);
  }

  /**
   * It is in the store from now on; may be said of one that was there before.
   *
   * @param key its hash
   */
  public void added(long key) {
    if (begun && !outgrown && !mayHold(key)) { // else it will be met in the store
      KeyFilter last = filters.getLast();
      last.add(key);
      if (last.isFull()) {
        grow(last.capacity() * 2);
      }
    }
  }

  private boolean mayHold(long key) {
    for (KeyFilter filter : filters) {
      if (filter.mayHold(key)) {
        return true;
      }
    }
    return false;
  }

  private void grow(int capacity) {
    if (capacity < MOST_KEYS) {
      filters.add(new KeyFilter(capacity));
    } else {
      outgrown = true;
      close();
    }
  }

  private void learn() {
    for (int step = 0; step < STEPS; step++) {
      KeyValueIterator<K, byte[]> entries = left;
      if (entries == null) {
        return;
      }
      if (entries.hasNext()) {
        added(hash.applyAsLong(entries.next().key));
      } else {
        left = null;
        entries.close();
      }
    }
  }

  @Override
  public void close() {
    filters.clear();
    if (left != null) {
      left.close();
      left = null;
    }
    outgrown = true;
  }
}
