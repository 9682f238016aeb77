package dev.mneme.writer.topology;

import dev.mneme.writer.memories.Answer;
import dev.mneme.writer.state.Absence;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Which events were processed in the last day and a bit, and how they were answered: as long as
 * {@code memory.events} keeps them, and longer. An event that stored a memory takes 16 bytes, a
 * time and one byte, in windows that expire as a whole.
 *
 * <p>Windows are by the processing clock, not by the record's: a record with a far-off time would
 * expire all the others. The window ahead is asked too, so that a clock set back finds what it
 * wrote before.
 */
final class SeenEvents implements AutoCloseable {
  static final String STORE = "seen-events";

  private static final Duration WINDOW = Duration.ofHours(13);
  private static final int WINDOWS_BACK = 2;
  private static final long CLOCK_SET_BACK = Duration.ofHours(2).toMillis();
  private static final Duration RETENTION = WINDOW.multipliedBy(WINDOWS_BACK + 1);

  private final WindowStore<byte[], byte[]> store;
  private final Absence<Windowed<byte[]>> absence;

  SeenEvents(WindowStore<byte[], byte[]> store) {
    this.store = store;
    this.absence = new Absence<>(store::all, entry -> hash(entry.key()));
  }

  /** Ids are derived by a digest, so any of their bits do for a hash. */
  private static long hash(byte[] key) {
    ByteBuffer id = ByteBuffer.wrap(key);
    return id.getLong() ^ Long.rotateLeft(id.getLong(), Integer.SIZE);
  }

  static StoreBuilder<WindowStore<byte[], byte[]>> builder() {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(STORE, RETENTION, WINDOW, false),
        Serdes.ByteArray(),
        Serdes.ByteArray());
  }

  /**
   * How the event was answered when it came first; empty when it comes first now.
   *
   * @param event names tenant, subject and event
   */
  Optional<Answer> answer(UUID event, long nowMillis) {
    byte[] key = key(event);
    if (absence.isSure(hash(key))) {
      return Optional.empty();
    }
    long window = WINDOW.toMillis();
    long oldest = Math.max(0, start(nowMillis) - WINDOWS_BACK * window);
    for (long start = start(nowMillis + CLOCK_SET_BACK); start >= oldest; start -= window) {
      byte[] answer = store.fetch(key, start);
      if (answer != null) {
        return Optional.of(AnswerFormat.decode(event, answer));
      }
    }
    return Optional.empty();
  }

  void add(UUID event, Answer answer, long nowMillis) {
    byte[] key = key(event);
    store.put(key, AnswerFormat.encode(event, answer), start(nowMillis));
    absence.added(hash(key));
  }

  @Override
  public void close() {
    absence.close();
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
