package dev.mneme.writer.topology;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Which events were processed in the last day and a bit: as long as {@code memory.events} keeps
 * them, and longer. One entry of 16 bytes and a time per event, in windows that expire as a whole.
 *
 * <p>Windows are by the processing clock, not by the record's: a record with a far-off time would
 * expire all the others. The window ahead is asked too, so that a clock set back finds what it
 * wrote before.
 */
final class SeenEvents {
  static final String STORE = "seen-events";

  private static final Duration WINDOW = Duration.ofHours(13);
  private static final int WINDOWS_BACK = 2;
  private static final long CLOCK_SET_BACK = Duration.ofHours(2).toMillis();
  private static final Duration RETENTION = WINDOW.multipliedBy(WINDOWS_BACK + 1);
  private static final byte[] SEEN = {1};

  private final WindowStore<byte[], byte[]> store;

  SeenEvents(WindowStore<byte[], byte[]> store) {
    this.store = store;
  }

  static StoreBuilder<WindowStore<byte[], byte[]>> builder() {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(STORE, RETENTION, WINDOW, false),
        Serdes.ByteArray(),
        Serdes.ByteArray());
  }

  /**
   * @param event names tenant, subject and event
   */
  boolean contains(UUID event, long nowMillis) {
    byte[] key = key(event);
    long window = WINDOW.toMillis();
    long oldest = Math.max(0, start(nowMillis) - WINDOWS_BACK * window);
    for (long start = start(nowMillis + CLOCK_SET_BACK); start >= oldest; start -= window) {
      if (store.fetch(key, start) != null) {
        return true;
      }
    }
    return false;
  }

  void add(UUID event, long nowMillis) {
    store.put(key(event), SEEN, start(nowMillis));
  }

  private static long start(long millis) {
    return millis - Math.floorMod(millis, WINDOW.toMillis());
  }

  private static byte[] key(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
