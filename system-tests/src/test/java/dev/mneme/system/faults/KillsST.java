package dev.mneme.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.system.oracle.Oracle;
import dev.mneme.system.oracle.Publisher;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** kill -9 of every process while events arrive, and events that arrive again. */
class KillsST {

  private static final int BATCH = 10;
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(100);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

  private static Stack stack;
  private static RegistryCodecs codecs;
  private static Publisher publisher;
  private static Oracle oracle;

  @BeforeAll
  static void startSuite() throws Exception {
    stack = TestStack.start("kills", PartName.all());
    codecs = TestStack.codecs(stack);
    publisher = new Publisher(stack.ports().bootstrap(), codecs);
    oracle = new Oracle(stack, codecs);
  }

  @AfterAll
  static void stopSuite() {
    publisher.close();
    codecs.close();
    stack.close();
  }

  @ParameterizedTest
  @CsvSource({
    "WRITER, 3",
    "KAFKA, 3",
    "POSTGRES, 2",
    "READER, 2",
    "AUDIT_SINK, 2",
    "GUARD, 1",
  })
  void shouldLoseAndDoubleNothingWhenAPartIsKilledWhileEventsArrive(PartName victim, int kills)
      throws Exception {
    int before = publisher.sent().size();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (ScheduledExecutorService upstream = Executors.newSingleThreadScheduledExecutor()) {
      upstream.scheduleAtFixedRate(
          () -> publishOrNote(failure), 0, BETWEEN_BATCHES.toMillis(), TimeUnit.MILLISECONDS);
      for (int kill = 0; kill < kills; kill++) {
        int atLeast = publisher.sent().size() + 5 * BATCH;
        await().atMost(BACK_WITHIN).until(() -> publisher.sent().size() >= atLeast);
        stack.part(victim).kill();
        stack.part(victim).start(BACK_WITHIN);
      }
    }

    assertThat(failure.get()).isNull();
    assertThat(publisher.sent()).hasSizeGreaterThanOrEqualTo(before + kills * 5 * BATCH);
    oracle.assertHolds(publisher.sent());
  }

  @Test
  void shouldChangeNothingWhenEveryEventArrivesAgain() throws Exception {
    publisher.publish(BATCH);
    oracle.assertHolds(publisher.sent());
    long duplicatesBefore = duplicates();

    publisher.publishAllAgain();

    await()
        .atMost(BACK_WITHIN)
        .until(() -> duplicates() == duplicatesBefore + publisher.sent().size());
    oracle.assertHolds(publisher.sent());
  }

  @Test
  void shouldChangeNothingWhenTheWritersOffsetsAreRewound() throws Exception {
    publisher.publish(BATCH);
    oracle.assertHolds(publisher.sent());
    long duplicatesBefore = duplicates();

    stack.part(PartName.WRITER).stop();
    rewind("memory-writer");
    stack.part(PartName.WRITER).start(BACK_WITHIN);

    await()
        .atMost(BACK_WITHIN)
        .until(() -> duplicates() >= duplicatesBefore + publisher.sent().size());
    oracle.assertHolds(publisher.sent());
  }

  private static void publishOrNote(AtomicReference<Throwable> failure) {
    try {
      publisher.publish(BATCH);
    } catch (Exception e) {
      failure.set(e);
    }
  }

  private static long duplicates() {
    return CommittedTopic.<OperationOutcome>read(stack.ports().bootstrap(), codecs, Topics.OUTCOMES)
        .stream()
        .filter(e -> e.value().orElseThrow().getResult() == OutcomeResult.DUPLICATE)
        .count();
  }

  private static void rewind(String group) throws Exception {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()))) {
      Map<TopicPartition, OffsetAndMetadata> toTheBeginning = new HashMap<>();
      for (int p = 0; p < Topics.EVENTS.partitions(); p++) {
        toTheBeginning.put(new TopicPartition(Topics.EVENTS.name(), p), new OffsetAndMetadata(0));
      }
      await()
          .atMost(BACK_WITHIN)
          .ignoreExceptions() // the group must have seen its member go
          .until(
              () -> {
                admin.alterConsumerGroupOffsets(group, toTheBeginning).all().get();
                return true;
              });
    }
  }
}
