package dev.mneme.system.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What readers that share a log are put through for longer than a build may take. */
@Tag("campaign")
class ReadersCampaignST {

  private static final Duration FOR = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private Readers readers;
  private RecordLog log;

  @BeforeEach
  void start() throws Exception {
    readers = Readers.start("readers-campaign");
    log = readers.log;
    readers.awaitSettled();
  }

  @AfterEach
  void stop() {
    readers.close();
  }

  @Test
  void shouldProgressAndAnswerRightWhileAnInstanceComesAndGoesEveryTwoSeconds() throws Exception {
    for (int subject = 0; subject < 16; subject++) {
      log.remember(RecordLog.subject(subject), "Person " + subject);
    }
    readers.awaitRecalledThrough(readers.all);
    List<Instance> steady = readers.all.subList(0, 2);
    int before = log.subjects().size();

    try (Asking assistants = new Asking(steady, readers.expected())) {
      Instant end = Instant.now().plus(FOR);
      for (int round = 0; Instant.now().isBefore(end); round++) {
        readers.stack.part(PartName.READER_3).kill();
        log.remember(RecordLog.subject(1000 + round), "while it was away");
        Thread.sleep(BETWEEN);
        readers.stack.part(PartName.READER_3).launch();
        Thread.sleep(BETWEEN);
      }
      assertThat(assistants.firstWrong()).isEmpty();
      assertThat(assistants.failed()).isZero();
      System.out.printf(
          "an instance came and went for %s: %d answers, %d degraded, %d wrong%n",
          FOR, assistants.answered(), assistants.degraded(), assistants.wrong());
    }

    assertThat(log.subjects()).hasSizeGreaterThan(before + 5);
    readers.awaitRecalledThrough(steady);
    readers.stack.part(PartName.READER_3).awaitReady(Readers.SOON);
    readers.awaitSettled();
    readers.awaitRecalledThrough(readers.all);
  }

  @Test
  void shouldRebuildAndKeepDeletionsWhenTheLogNoLongerHoldsWhereACopyStands() throws Exception {
    Instance away = readers.instance(PartName.READER_3);
    int partition = away.owned().iterator().next();
    String subject = RecordLog.subjectIn(partition);
    UUID forgotten = log.remember(subject, "to be forgotten while it is away");
    log.remember(subject, "gone with the log");
    readers.awaitRecalledThrough(readers.all);
    assertThat(away.ownCopy(subject).texts()).hasSize(2);
    readers.stack.part(PartName.READER_3).stop(); // in order: what it has is durable

    log.forget(subject, forgotten);
    moveTheBeginningOf(new TopicPartition(Topics.RECORDS.name(), partition));
    log.remember(subject, "since then");
    readers.stack.part(PartName.READER_3).start(Readers.SOON);

    await().atMost(Readers.SOON).until(() -> away.ownCopy(subject).status() == 200);
    assertThat(away.ownCopy(subject).texts()).containsExactly("since then");
  }

  /** As retention does: nothing that is there now is on the log any more. */
  private void moveTheBeginningOf(TopicPartition partition) throws Exception {
    Stack stack = readers.stack;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.ports().bootstrap()))) {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, partition.topic());
      admin
          .incrementalAlterConfigs(
              Map.of(
                  topic,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("cleanup.policy", "compact,delete"),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
      long end =
          admin
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .all()
              .get()
              .get(partition)
              .offset();
      await()
          .atMost(Readers.SOON)
          .ignoreExceptions() // the setting reaches the log a moment later
          .until(
              () -> {
                admin
                    .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end)))
                    .all()
                    .get();
                return true;
              });
    }
  }

  @Test
  void shouldRefuseATopicWithAnotherNumberOfPartitions() throws Exception {
    log.remember(RecordLog.subject(1), "before");
    readers.awaitRecalledThrough(readers.all);

    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", readers.stack.ports().bootstrap()))) {
      admin
          .createPartitions(Map.of(Topics.RECORDS.name(), NewPartitions.increaseTo(5)))
          .all()
          .get();
    }

    await()
        .atMost(Readers.SOON)
        .untilAsserted(
            () -> {
              for (Instance instance : readers.all) {
                assertThat(instance.isReady()).isFalse();
                assertThat(instance.check("records-caught-up"))
                    .contains("has 5 partitions but was laid out for 4");
                assertThat(instance.latest(RecordLog.subject(1)).degraded())
                    .isEqualTo("index_stopped");
              }
            });
  }
}
