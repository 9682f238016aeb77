package dev.mneme.reader.concepts.kafka;

import dev.mneme.events.MemoryConcept;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.PartitionStores;
import dev.mneme.follower.RetryLaterException;
import dev.mneme.reader.concepts.Concept;
import dev.mneme.reader.concepts.ConceptRecord;
import dev.mneme.reader.concepts.shelf.Shelves;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding.Decoded;
import dev.mneme.serde.Decoding.RegistryUnavailable;
import dev.mneme.serde.Decoding.Undecodable;
import dev.mneme.topics.RecordKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the concepts of a partition on the shelves, from the beginning of their topic at each start.
 * What is no concept that can be is refused and counted.
 */
public final class ConceptStores implements PartitionStores {

  private static final Logger log = LoggerFactory.getLogger(ConceptStores.class);

  private final Shelves shelves;
  private final AvroCodec<MemoryConcept> codec;

  public ConceptStores(Shelves shelves, AvroCodec<MemoryConcept> codec) {
    this.shelves = shelves;
    this.codec = codec;
  }

  @Override
  public PartitionStore open(TopicPartition partition) {
    shelves.opened(partition.partition());
    return new Store(partition.partition());
  }

  private final class Store implements PartitionStore {

    private final int partition;
    private long next;

    Store(int partition) {
      this.partition = partition;
    }

    @Override
    public long next() {
      return next;
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch) throws RetryLaterException {
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        if (record.offset() >= next) {
          apply(record);
          next = record.offset() + 1;
        }
      }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) throws RetryLaterException {
      RecordKey key;
      try {
        key = RecordKey.parse(new String(record.key(), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException | NullPointerException e) {
        log.warn("concept passed over at={}-{}: its key names none", partition, record.offset());
        return;
      }
      String owner = key.tenant() + "/" + key.subject();
      if (record.value() == null) {
        shelves.toldGone(partition, owner, key.memoryId());
        return;
      }
      switch (codec.decode(record.value())) {
        case Decoded<MemoryConcept>(MemoryConcept value) -> {
          try {
            Concept concept = ConceptRecord.read(value);
            if (concept.id().equals(key.memoryId())) {
              shelves.told(partition, owner, concept);
            } else {
              refuse(record, key, owner, "its key names another concept than its value");
            }
          } catch (IllegalArgumentException e) {
            refuse(record, key, owner, String.valueOf(e.getMessage()));
          }
        }
        case Undecodable<MemoryConcept>(String reason, _) -> refuse(record, key, owner, reason);
        case RegistryUnavailable<MemoryConcept>(String reason) ->
            throw new RetryLaterException(reason, new IllegalStateException(reason));
      }
    }

    private void refuse(
        ConsumerRecord<byte[], byte[]> record, RecordKey key, String owner, String reason) {
      log.warn(
          "concept refused partition={} offset={} because=\"{}\"",
          partition,
          record.offset(),
          reason);
      shelves.refused(partition, owner, key.memoryId());
    }

    @Override
    public void restart(long earliest) {
      shelves.opened(partition);
      next = earliest;
    }

    @Override
    public void close() {
      shelves.closed(partition);
    }
  }
}
