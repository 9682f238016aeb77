package dev.mneme.reader.kafka;

import dev.mneme.events.MemoryEmbedding;
import dev.mneme.reader.embedding.VectorLog;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps vectors on {@code memory.embeddings}, in the partition of their subject. */
public final class EmbeddingTopic implements VectorLog {

  private static final Logger log = LoggerFactory.getLogger(EmbeddingTopic.class);

  private final Producer<byte[], byte[]> producer;
  private final AvroCodec<MemoryEmbedding> codec;

  public EmbeddingTopic(Producer<byte[], byte[]> producer, Codecs codecs) {
    this.producer = producer;
    this.codec = codecs.of(Topics.EMBEDDINGS);
  }

  @Override
  public void keep(String key, MemoryEmbedding embedding, Consumer<Boolean> taken) {
    byte[] value;
    try {
      value = codec.encode(embedding);
    } catch (RegistryUnavailableException e) {
      log.debug("vector waits for the registry", e);
      taken.accept(false);
      return;
    }
    send(key, value, taken);
  }

  @Override
  public void drop(String key, Consumer<Boolean> taken) {
    send(key, null, taken);
  }

  private void send(String key, byte @Nullable [] value, Consumer<Boolean> taken) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.EMBEDDINGS.name(),
            SubjectPartition.of(RecordKey.parse(key).subject(), Topics.EMBEDDINGS.partitions()),
            key.getBytes(StandardCharsets.UTF_8),
            value);
    try {
      producer.send(record, (_, failure) -> taken.accept(failure == null));
    } catch (KafkaException | IllegalStateException e) {
      log.debug("vector not sent", e);
      taken.accept(false);
    }
  }
}
