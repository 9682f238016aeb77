package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryEmbedding;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.Decoding.Decoded;
import dev.mneme.serde.Decoding.RegistryUnavailable;
import dev.mneme.serde.Decoding.Undecodable;
import dev.mneme.topics.RecordKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the vectors of one partition equal to the fold of their topic. What is no vector is passed
 * over: its memory is then without one, and gets another.
 */
final class VectorIndexer implements PartitionStore {

  private static final Logger log = LoggerFactory.getLogger(VectorIndexer.class);

  private final PartitionIndex index;
  private final AvroCodec<MemoryEmbedding> codec;
  private final Duration betweenCommits;
  private final Runnable onClose;
  private Instant nextCommit = Instant.MIN;

  VectorIndexer(
      PartitionIndex index,
      AvroCodec<MemoryEmbedding> codec,
      Duration betweenCommits,
      Runnable onClose) {
    this.index = index;
    this.codec = codec;
    this.betweenCommits = betweenCommits;
    this.onClose = onClose;
  }

  @Override
  public long next() {
    return index.next();
  }

  @Override
  public void apply(List<ConsumerRecord<byte[], byte[]>> batch)
      throws RetryLaterException, IOException {
    List<Optional<MemoryEmbedding>> embeddings = new ArrayList<>(batch.size());
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      embeddings.add(record.value() == null ? Optional.empty() : decoded(record));
    }
    for (int i = 0; i < batch.size(); i++) {
      ConsumerRecord<byte[], byte[]> record = batch.get(i);
      if (record.offset() >= index.next()) {
        apply(record, embeddings.get(i));
        index.advanceTo(record.offset() + 1);
      }
    }
  }

  private Optional<MemoryEmbedding> decoded(ConsumerRecord<byte[], byte[]> record)
      throws RetryLaterException {
    Decoding<MemoryEmbedding> decoding = codec.decode(record.value());
    return switch (decoding) {
      case Decoded<MemoryEmbedding>(MemoryEmbedding embedding) -> Optional.of(embedding);
      case Undecodable<MemoryEmbedding>(String reason, _) -> {
        log.warn(
            "vector passed over partition={} offset={} because=\"{}\"",
            record.partition(),
            record.offset(),
            reason);
        yield Optional.empty();
      }
      case RegistryUnavailable<MemoryEmbedding>(String reason) ->
          throw new RetryLaterException(reason, new IllegalStateException(reason));
    };
  }

  private void apply(ConsumerRecord<byte[], byte[]> record, Optional<MemoryEmbedding> embedding)
      throws IOException {
    if (record.key() == null) {
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (embedding.isEmpty()) {
      index.remove(key);
      return;
    }
    RecordKey parsed;
    try {
      parsed = RecordKey.parse(key);
    } catch (IllegalArgumentException e) {
      log.warn(
          "vector passed over partition={} offset={} because=\"its key names no memory\"",
          record.partition(),
          record.offset());
      return;
    }
    String owner = IndexedField.owner(parsed.tenant(), parsed.subject());
    index.put(key, VectorEntry.of(key, owner, embedding.get()));
  }

  @Override
  public void tick(Instant now) throws IOException {
    if (!now.isBefore(nextCommit)) {
      index.commit();
      nextCommit = now.plus(betweenCommits);
    }
  }

  @Override
  public void restart(long earliest) throws IOException {
    index.startOver(earliest);
  }

  @Override
  public void close() throws IOException {
    onClose.run();
    index.close();
  }
}
