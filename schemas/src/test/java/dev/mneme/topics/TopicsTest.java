package dev.mneme.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.MemoryRecord;
import dev.mneme.topics.Topic.Cleanup;
import dev.mneme.topics.Topic.Visibility;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void shouldDeclareEachTopicOnce() {
    assertThat(Topics.all()).extracting(Topic::name).doesNotHaveDuplicates().hasSize(16);
  }

  @Test
  void shouldKeepTopicsKeyedBySubjectCoPartitioned() {
    assertThat(Topics.all())
        .filteredOn(t -> t.keyedBy().contains("subject"))
        .extracting(Topic::partitions)
        .containsOnly(Topics.SUBJECT_PARTITIONS);
  }

  @Test
  void shouldRestrictTheTopicsThatMayHoldRawData() {
    assertThat(Topics.all())
        .filteredOn(t -> t.visibility() == Visibility.RESTRICTED)
        .containsExactlyInAnyOrder(Topics.EVENTS, Topics.DLQ);
  }

  @Test
  void shouldRefuseATopicThatIsDeletedByAnUnknownAge() {
    assertThatThrownBy(
            () ->
                new Topic<>(
                    "memory.x",
                    MemoryRecord.class,
                    "id",
                    "nobody",
                    1,
                    Cleanup.DELETE,
                    Optional.empty(),
                    Visibility.PUBLIC,
                    "Nothing."))
        .hasMessageContaining("memory.x")
        .hasMessageContaining("retention");
  }

  @Test
  void shouldReadBackARecordKey() {
    RecordKey key = new RecordKey("acme", "a".repeat(64), UUID.randomUUID());

    assertThat(RecordKey.parse(key.key())).isEqualTo(key);
  }

  @Test
  void shouldRefuseAScopeWithoutARegion() {
    assertThatThrownBy(() -> Scope.parse("new")).hasMessageContaining("layer@region");
    assertThatThrownBy(() -> Scope.parse("new@")).hasMessageContaining("layer@region");
    assertThat(Scope.parse("new@eu-1")).isEqualTo(new Scope(Scope.NEW, "eu-1"));
  }

  /** Computed by Kafka's own partitioner over a broker; a change here would split subjects. */
  @Test
  void shouldPutASubjectWhereKafkasDefaultPartitionerPutsIt() {
    String subject = "hs_" + "x".repeat(43);
    int expected =
        org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
            subject.getBytes(java.nio.charset.StandardCharsets.UTF_8), 4);

    assertThat(SubjectPartition.of(subject, 4)).isEqualTo(expected).isBetween(0, 3);
  }
}
