package dev.mneme.topics;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition of a subject, the same in every topic keyed by it. It is what Kafka's default
 * partitioner gives for the subject as key (murmur2 of its UTF-8 bytes, sign bit cleared, modulo
 * the partitions), so a producer that knows nothing of this suite puts events in the right place.
 */
public final class SubjectPartition {

  private SubjectPartition() {}

  public static int of(String subject, int partitions) {
    return Utils.toPositive(Utils.murmur2(subject.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
