package dev.mneme.writer.legacy.postgres;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Topics;
import dev.mneme.writer.Sample;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records of one partition that no other test uses. */
final class ProjectedRecords {
  static final String TENANT = "projected";

  private final InMemoryCodecs codecs;
  private final TopicPartition partition;

  ProjectedRecords(InMemoryCodecs codecs, TopicPartition partition) {
    this.codecs = codecs;
    this.partition = partition;
  }

  MemoryRecord.Builder memory(int n, String text) {
    return MemoryRecord.newBuilder()
        .setMemoryId(new UUID(partition.partition(), n))
        .setTenant(TENANT)
        .setSubject(Sample.subject(1))
        .setType("episode")
        .setText(text)
        .setOccurredAt(Sample.AT)
        .setCreatedAt(Sample.AT)
        .setPolicyVersion("test")
        .setSourceEventId(new UUID(1, n))
        .setSource(new SourcePosition("memory.events", 0, (long) n));
  }

  ConsumerRecord<byte[], byte[]> at(long offset, MemoryRecord memory) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        key(memory),
        codecs.of(Topics.RECORDS).encode(memory));
  }

  ConsumerRecord<byte[], byte[]> tombstoneAt(long offset, MemoryRecord memory) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, key(memory), null);
  }

  private static byte[] key(MemoryRecord memory) {
    return new RecordKey(memory.getTenant(), memory.getSubject(), memory.getMemoryId())
        .key()
        .getBytes(StandardCharsets.UTF_8);
  }
}
