package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.follower.refused.RefusedRecords;
import dev.mneme.reader.position.SubjectChanges;
import dev.mneme.reader.recall.lucene.Change.Put;
import dev.mneme.reader.recall.lucene.Change.Refused;
import dev.mneme.reader.recall.lucene.Change.Remove;
import dev.mneme.reader.recall.lucene.Change.Unknown;
import dev.mneme.serde.AvroCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the index of one partition equal to the fold of its records. */
final class RecordIndexer implements PartitionStore {

  private static final Logger log = LoggerFactory.getLogger(RecordIndexer.class);

  private final int partition;
  private final PartitionIndex index;
  private final Words words;
  private final AvroCodec<MemoryRecord> codec;
  private final RefusedRecords refused;
  private final ToIntFunction<String> partitionOfSubject;
  private final Duration betweenCommits;
  private final SubjectChanges subjects;
  private final Runnable onRestart;
  private final Runnable onClose;
  private Instant nextCommit = Instant.MIN;
  private Optional<String> damage = Optional.empty();

  RecordIndexer(
      int partition,
      PartitionIndex index,
      Words words,
      AvroCodec<MemoryRecord> codec,
      RefusedRecords refused,
      ToIntFunction<String> partitionOfSubject,
      Duration betweenCommits,
      SubjectChanges subjects,
      Runnable onRestart,
      Runnable onClose) {
    this.partition = partition;
    this.index = index;
    this.words = words;
    this.codec = codec;
    this.refused = refused;
    this.partitionOfSubject = partitionOfSubject;
    this.betweenCommits = betweenCommits;
    this.subjects = subjects;
    this.onRestart = onRestart;
    this.onClose = onClose;
  }

  @Override
  public long next() {
    return index.next();
  }

  @Override
  public void apply(List<ConsumerRecord<byte[], byte[]>> batch)
      throws RetryLaterException, IOException {
    // First everything that can make the batch wait, then everything that changes the index.
    Map<ConsumerRecord<byte[], byte[]>, Change> changes = read(batch);
    for (var entry : changes.entrySet()) {
      if (entry.getValue() instanceof Refused(var cause, String reason)) {
        refused.accept(entry.getKey(), cause, reason);
        log.warn(
            "record refused topic={} partition={} offset={} cause={} reason=\"{}\"",
            entry.getKey().topic(),
            partition,
            entry.getKey().offset(),
            cause,
            reason);
      }
    }
    for (var entry : changes.entrySet()) {
      long next = entry.getKey().offset() + 1;
      switch (entry.getValue()) {
        case Put(String key, MemoryRecord memory) -> {
          subjects.changed(partition, owner(key), next);
          index.put(key, IndexEntry.of(key, memory, words));
        }
        case Remove(String key) -> {
          subjects.changed(partition, owner(key), next);
          index.remove(key);
          subjects.removed();
        }
        case Refused _, Unknown _ -> {
          // nothing of it belongs in the index
        }
      }
      index.advanceTo(next);
    }
  }

  @Override
  public void reached(long offset) {
    index.reached(offset);
  }

  private static String owner(String key) {
    return key.substring(0, key.lastIndexOf('/'));
  }

  private Map<ConsumerRecord<byte[], byte[]>, Change> read(
      List<ConsumerRecord<byte[], byte[]>> batch) throws RetryLaterException {
    Map<ConsumerRecord<byte[], byte[]>, Change> changes = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      if (record.offset() < index.next()) {
        continue;
      }
      Change change = Change.of(record, codec, partitionOfSubject);
      if (change instanceof Unknown(String reason)) {
        throw new RetryLaterException(reason, new IllegalStateException(reason));
      }
      changes.put(record, change);
    }
    return changes;
  }

  @Override
  public void tick(Instant now) throws IOException {
    if (damage.isEmpty()) {
      damage = index.damage();
    }
    if (damage.isPresent()) {
      return; // what is damaged is not made durable
    }
    if (!now.isBefore(nextCommit)) {
      index.commit();
      nextCommit = now.plus(betweenCommits);
    }
  }

  @Override
  public boolean isDamaged() {
    return damage.isPresent();
  }

  @Override
  public void restart(long earliest) throws IOException {
    log.warn(
        "index thrown away, to be rebuilt from the log partition={} next={} earliest={}"
            + " because=\"{}\"",
        partition,
        index.next(),
        earliest,
        damage.orElse("the log does not hold the position"));
    damage = Optional.empty();
    index.startOver(earliest);
    onRestart.run();
  }

  @Override
  public void close() throws IOException {
    onClose.run();
    index.close();
  }
}
