package dev.mneme.writer.topology;

import dev.mneme.topics.SubjectPartition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Puts the records of a subject where its events are: keys are tenant/subject/memory id. */
final class SubjectPartitioner implements StreamPartitioner<byte[], byte[]> {

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte[] key, byte[] value, int numPartitions) {
    String text = new String(key, StandardCharsets.UTF_8);
    int subject = text.indexOf('/') + 1;
    int end = text.indexOf('/', subject);
    return Optional.of(Set.of(SubjectPartition.of(text.substring(subject, end), numPartitions)));
  }
}
