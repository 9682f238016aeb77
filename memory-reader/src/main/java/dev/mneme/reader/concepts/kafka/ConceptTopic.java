package dev.mneme.reader.concepts.kafka;

import dev.mneme.events.MemoryConcept;
import dev.mneme.reader.concepts.Concept;
import dev.mneme.reader.concepts.ConceptRecord;
import dev.mneme.reader.concepts.shelf.ConceptLog;
import dev.mneme.reader.concepts.shelf.Disturbance;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps concepts on {@code memory.concepts}, in the partition of their subject. */
public final class ConceptTopic implements ConceptLog {

  private static final Logger log = LoggerFactory.getLogger(ConceptTopic.class);
  private static final Duration ANSWER = Duration.ofSeconds(12);

  private final Producer<byte[], byte[]> producer;
  private final AvroCodec<MemoryConcept> codec;
  private final Disturbance disturbance;

  public ConceptTopic(Producer<byte[], byte[]> producer, Codecs codecs, Disturbance disturbance) {
    this.producer = producer;
    this.codec = codecs.of(Topics.CONCEPTS);
    this.disturbance = disturbance;
  }

  @Override
  public boolean write(String owner, Collection<Concept> changed, Collection<UUID> died)
      throws InterruptedException {
    List<Future<?>> sent = new ArrayList<>();
    try {
      for (Concept concept : changed) {
        byte[] value = codec.encode(disturbance.onWriting(ConceptRecord.of(concept)));
        sent.add(send(owner, concept.id(), value));
      }
      for (UUID concept : died) {
        sent.add(send(owner, concept, null));
      }
      for (Future<?> each : sent) {
        each.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      }
      return true;
    } catch (RegistryUnavailableException
        | KafkaException
        | IllegalStateException
        | ExecutionException
        | TimeoutException e) {
      log.warn("concepts not written, trying again cause={}", e.getClass().getSimpleName());
      return false;
    }
  }

  private Future<?> send(String owner, UUID concept, byte @Nullable [] value) {
    RecordKey key = RecordKey.parse(owner + "/" + concept);
    return producer.send(
        new ProducerRecord<>(
            Topics.CONCEPTS.name(),
            SubjectPartition.of(key.subject(), Topics.CONCEPTS.partitions()),
            key.key().getBytes(StandardCharsets.UTF_8),
            value));
  }
}
