package dev.mneme.cli.dualwrite;

import dev.mneme.events.MemoryRecord;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.RecordKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the log, folded by key up to the position that PostgreSQL stood at.
 *
 * <p>The log is compacted while it is read, so a record before the position may be gone because a
 * later one replaced it. That later one is in the log, after the position and before the end as it
 * is once the part before the position was read: its key is pending, and is not compared.
 */
final class LogPartition {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;
  private final AvroCodec<MemoryRecord> codec;
  private final TopicPartition id;
  private final long position;
  private final long begin;
  private long end;

  /** The last record of a key; the contents only of those that are compared. */
  record Entry(long offset, @Nullable Fingerprint contents) {}

  /** What a part of the keys folds to. */
  record Folded(Map<String, Entry> memories, Set<String> pending, long unreadable) {}

  LogPartition(
      Consumer<byte[], byte[]> consumer,
      AvroCodec<MemoryRecord> codec,
      TopicPartition id,
      long position)
      throws CannotCheckException {
    this.consumer = consumer;
    this.codec = codec;
    this.id = id;
    this.position = position;
    consumer.assign(List.of(id));
    this.begin = consumer.beginningOffsets(List.of(id)).getOrDefault(id, 0L);
    this.end = committedEnd();
    if (position > end) {
      throw new CannotCheckException(
          "PostgreSQL stands at offset %d of %s, which ends at %d: it followed another log"
              .formatted(position, id, end));
    }
  }

  long position() {
    return position;
  }

  long end() {
    return end;
  }

  /** More keys than this cannot be in it. */
  long mostKeys() {
    return end - begin;
  }

  private long committedEnd() {
    return consumer.endOffsets(List.of(id)).getOrDefault(id, 0L);
  }

  Folded fold(Slice slice, Predicate<String> withContents) throws CannotCheckException {
    Reading reading = new Reading(slice, withContents);
    consumer.seek(id, begin);
    readTo(position, reading);
    end = committedEnd();
    readTo(end, reading);
    return new Folded(reading.memories, reading.pending, reading.unreadable);
  }

  private void readTo(long target, Reading reading) throws CannotCheckException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (consumer.position(id) < target) {
      long before = consumer.position(id);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        reading.take(record);
      }
      if (consumer.position(id) > before) {
        deadline = Instant.now().plus(PATIENCE);
      } else if (Instant.now().isAfter(deadline)) {
        throw new CannotCheckException(
            "%s could not be read beyond offset %d within %d s"
                .formatted(id, before, PATIENCE.toSeconds()));
      }
    }
  }

  /** The fold so far. */
  private final class Reading {
    private final Slice slice;
    private final Predicate<String> withContents;
    private final Map<String, Entry> memories = new HashMap<>();
    private final Set<String> pending = new HashSet<>();
    private long unreadable;

    Reading(Slice slice, Predicate<String> withContents) {
      this.slice = slice;
      this.withContents = withContents;
    }

    void take(ConsumerRecord<byte[], byte[]> record) throws CannotCheckException {
      byte[] bytes = record.key();
      String key = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
      if (!slice.has(key)) {
        return;
      }
      if (record.offset() >= position) {
        pending.add(key);
      } else if (record.value() == null) {
        memories.remove(key);
      } else {
        keep(key, record);
      }
    }

    /** What is no memory changes none, as in the projection. */
    private void keep(String key, ConsumerRecord<byte[], byte[]> record)
        throws CannotCheckException {
      switch (codec.decode(record.value())) {
        case Decoding.Decoded<MemoryRecord>(MemoryRecord memory) -> {
          if (key.equals(keyOf(memory)) && key.indexOf('\0') < 0) {
            memories.put(
                key,
                new Entry(record.offset(), withContents.test(key) ? Fingerprint.of(memory) : null));
          } else {
            unreadable++;
          }
        }
        case Decoding.Undecodable<MemoryRecord> _ -> unreadable++;
        case Decoding.RegistryUnavailable<MemoryRecord>(String reason) ->
            throw new CannotCheckException("The schema registry does not answer: " + reason);
      }
    }

    private static String keyOf(MemoryRecord memory) {
      return new RecordKey(memory.getTenant(), memory.getSubject(), memory.getMemoryId()).key();
    }
  }
}
