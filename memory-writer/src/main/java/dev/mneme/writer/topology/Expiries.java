package dev.mneme.writer.topology;

import dev.mneme.events.MemoryRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * When to look for memories of which subject that are over, in order of time.
 *
 * <pre>
 * expiries: time(long, big-endian, milliseconds since 1970) tenant/subject/  → 1
 * </pre>
 *
 * One entry stands for all memories of a subject that end in the same second, minute or hour: the
 * longer a memory lives the less it matters. So an event that stores a memory usually writes none.
 * An entry is a hint: whoever looks finds what is over, and nothing when it lives on. Each memory
 * has an entry at or behind its end.
 */
final class Expiries {
  static final String STORE = "expiries";

  private static final byte[] PRESENT = {1};
  private static final int PLACES = 4_096;

  private final KeyValueStore<byte[], byte[]> store;

  /** Entries known to be there. Lost with the task, and with it whatever was not committed. */
  private final @Nullable Entry[] known = new @Nullable Entry[PLACES];

  /**
   * @param subject {@code tenant/subject/}
   */
  record Entry(long time, String subject) {
    private byte[] key() {
      byte[] prefix = subject.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(Long.BYTES + prefix.length).putLong(time).put(prefix).array();
    }

    private static Entry of(byte[] key) {
      return new Entry(
          ByteBuffer.wrap(key).getLong(),
          new String(key, Long.BYTES, key.length - Long.BYTES, StandardCharsets.UTF_8));
    }

    private int place() {
      int hash = Objects.hash(time, subject);
      return (hash ^ hash >>> 16) & (PLACES - 1);
    }
  }

  Expiries(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /**
   * @param subject {@code tenant/subject/}
   */
  void expect(String subject, MemoryRecord record) {
    if (record.getExpiresAt() == null) {
      return;
    }
    Entry entry = new Entry(rounded(record), subject);
    int place = entry.place();
    if (!entry.equals(known[place])) {
      store.put(entry.key(), PRESENT);
      known[place] = entry;
    }
  }

  /** The first entry whose time has come. */
  Optional<Entry> due(Instant now) {
    byte[] first = new byte[Long.BYTES];
    byte[] last = ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli() + 1).array();
    try (KeyValueIterator<byte[], byte[]> entries = store.range(first, last)) {
      return entries.hasNext() ? Optional.of(Entry.of(entries.next().key)) : Optional.empty();
    }
  }

  void done(Entry entry) {
    store.delete(entry.key());
    if (entry.equals(known[entry.place()])) {
      known[entry.place()] = null;
    }
  }

  /** At or behind its end, by at most four parts in a hundred of what it may live. */
  private static long rounded(MemoryRecord record) {
    long lives =
        Math.min(orForEver(record.getMaxAgeSeconds()), orForEver(record.getMaxIdleSeconds()));
    long step =
        (lives <= Duration.ofHours(1).toSeconds()
                ? Duration.ofSeconds(1)
                : lives <= Duration.ofDays(1).toSeconds()
                    ? Duration.ofMinutes(1)
                    : Duration.ofHours(1))
            .toMillis();
    return Math.ceilDiv(record.getExpiresAt().toEpochMilli(), step) * step;
  }

  private static long orForEver(@Nullable Long seconds) {
    return seconds == null ? Long.MAX_VALUE : seconds;
  }
}
