package dev.mneme.writer.topology;

import dev.mneme.events.MemoryRecord;
import dev.mneme.topics.RecordKey;
import dev.mneme.writer.memories.Change;
import dev.mneme.writer.memories.Content;
import dev.mneme.writer.memories.Memories;
import dev.mneme.writer.state.GatheringStore;
import dev.mneme.writer.state.WatchedStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The memories in the stage's state. A subject's entries lie side by side.
 *
 * <pre>
 * memories: tenant/subject/memory id     → expires at(long, milliseconds since 1970) record
 * contents: tenant/subject/content hash  → {@link ContentFormat}
 * </pre>
 *
 * A record lies there in the bytes it has on its topic, so that keeping it costs no second encoding
 * and its schema may evolve. Its end stands before it, so that looking for what is over reads no
 * record.
 */
final class StoredMemories implements AutoCloseable {
  static final String MEMORIES = "memories";
  static final String CONTENTS = "contents";

  private static final ByteArraySerializer BYTES = new ByteArraySerializer();

  private final WatchedStore memories;
  private final WatchedStore contents;
  private final Expiries expiries;
  private final Function<byte[], MemoryRecord> decoder;
  private final Function<MemoryRecord, byte[]> encoder;

  /**
   * @param decoder of the bytes on {@code memory.records}; waits for the registry if it must
   */
  StoredMemories(
      KeyValueStore<byte[], byte[]> memories,
      KeyValueStore<byte[], byte[]> contents,
      Expiries expiries,
      Function<byte[], MemoryRecord> decoder,
      Function<MemoryRecord, byte[]> encoder) {
    this.memories = new WatchedStore(memories);
    this.contents = new WatchedStore(contents);
    this.expiries = expiries;
    this.decoder = decoder;
    this.encoder = encoder;
  }

  static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
        GatheringStore.persistent(name), Serdes.ByteArray(), Serdes.ByteArray());
  }

  OfSubject of(String tenant, String subject) {
    return new OfSubject(tenant + "/" + subject + "/");
  }

  /**
   * Memories of a subject whose end may have come, each with its key.
   *
   * @param prefix as {@link OfSubject#prefix}
   * @param from key to begin at, or null for the first
   */
  KeyValueIterator<byte[], byte[]> scan(String prefix, byte @Nullable [] from) {
    return from == null
        ? memories.prefixScan(utf8(prefix), BYTES)
        : memories.range(from, utf8(prefix + "~")); // behind every id, which are hexadecimal
  }

  @Override
  public void close() {
    memories.close();
    contents.close();
  }

  static Instant end(byte[] value) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong());
  }

  /** The view of one subject. */
  final class OfSubject implements Memories {
    private final String prefix;

    private OfSubject(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public Optional<MemoryRecord> memory(UUID id) {
      return Optional.ofNullable(memories.get(key(id))).map(StoredMemories.this::record);
    }

    @Override
    public Optional<Content> content(String hash) {
      return Optional.ofNullable(contents.get(utf8(prefix + hash))).map(ContentFormat::decode);
    }

    @Override
    public void eachMemory(Consumer<MemoryRecord> visitor) {
      each(memories, entry -> visitor.accept(record(entry.value)));
    }

    @Override
    public void eachId(Consumer<UUID> visitor) {
      each(memories, entry -> visitor.accept(RecordKey.parse(utf8(entry.key)).memoryId()));
    }

    @Override
    public void apply(Change change) {
      apply(
          change,
          change instanceof Change.Keep(MemoryRecord record) ? encoder.apply(record) : new byte[0]);
    }

    /**
     * @param encoded the record in the bytes of its topic, when the change is to keep one
     */
    void apply(Change change, byte[] encoded) {
      switch (change) {
        case Change.Keep(MemoryRecord record) -> {
          expiries.expect(prefix, record);
          memories.put(key(record.getMemoryId()), value(record, encoded));
        }
        case Change.Drop(UUID id) -> memories.delete(key(id));
        case Change.Mark(String hash, Content content) ->
            contents.put(utf8(prefix + hash), ContentFormat.encode(content));
        case Change.Free(String hash) -> contents.delete(utf8(prefix + hash));
        case Change.Release(Set<UUID> of, Change.Afterwards afterwards) ->
            each(contents, entry -> release(entry, of, afterwards));
      }
    }

    private void release(
        KeyValue<byte[], byte[]> entry, Set<UUID> of, Change.Afterwards afterwards) {
      Content content = ContentFormat.decode(entry.value);
      if (Change.concerns(content, of)) {
        contents.put(
            entry.key, afterwards.instead(content).map(ContentFormat::encode).orElse(null));
      }
    }

    private void each(WatchedStore store, Consumer<KeyValue<byte[], byte[]>> visitor) {
      try (KeyValueIterator<byte[], byte[]> entries = store.prefixScan(utf8(prefix), BYTES)) {
        entries.forEachRemaining(visitor);
      }
    }

    private byte[] key(UUID id) {
      return utf8(prefix + id);
    }
  }

  MemoryRecord record(byte[] value) {
    byte[] encoded = new byte[value.length - Long.BYTES];
    System.arraycopy(value, Long.BYTES, encoded, 0, encoded.length);
    return decoder.apply(encoded);
  }

  private static byte[] value(MemoryRecord record, byte[] encoded) {
    long end =
        record.getExpiresAt() == null ? Long.MAX_VALUE : record.getExpiresAt().toEpochMilli();
    return ByteBuffer.allocate(Long.BYTES + encoded.length).putLong(end).put(encoded).array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
