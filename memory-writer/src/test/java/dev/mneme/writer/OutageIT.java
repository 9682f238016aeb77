package dev.mneme.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Topics;
import dev.mneme.writer.real.RealLog;
import dev.mneme.writer.real.RealParts;
import dev.mneme.writer.real.RealWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the service does while the parts it rests on are away. */
@ExtendWith(RealParts.class)
class OutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path stateDir;
  private Stack stack;
  private RealLog log;
  private RealWriter writer;

  @BeforeEach
  void start(Stack stack) {
    this.stack = stack;
    this.log = new RealLog(stack);
    this.writer = new RealWriter(stack, stateDir, Map.of("mneme.writer.publish.patience", "2s"));
    await().atMost(PATIENCE).until(writer::isReady);
  }

  @AfterEach
  void stop() {
    writer.close();
    log.close();
  }

  @Test
  void shouldAskToTryAgainWhileTheBrokerDoesNotAnswer() throws Exception {
    assertThat(writer.post("/v1/personal/store", body()).statusCode()).isEqualTo(201);
    stack.part(PartName.KAFKA).pause();
    try {
      HttpResponse<String> refused = writer.post("/v1/personal/store", body());

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    } finally {
      stack.part(PartName.KAFKA).resume();
    }

    await()
        .atMost(PATIENCE)
        .until(() -> writer.post("/v1/personal/store", body()).statusCode() == 201);
  }

  /** A single broker may forget to end a transaction: docs/faults.md says how and what helps. */
  @Test
  @Tag("campaign")
  void shouldProcessEachEventOnceOverTheDeathOfTheBroker() throws Exception {
    Set<UUID> sent = new HashSet<>(send("before"));
    stack.part(PartName.KAFKA).kill();
    stack.part(PartName.KAFKA).start(PATIENCE);
    sent.addAll(send("after"));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(log.values(Topics.OUTCOMES))
                    .extracting(OperationOutcome::getEventId)
                    .containsAll(sent));
    assertThat(log.values(Topics.RECORDS))
        .extracting(MemoryRecord::getSourceEventId)
        .containsAll(sent)
        .doesNotHaveDuplicates();
    assertThat(log.values(Topics.AUDIT))
        .extracting(AuditEvent::getEventId)
        .hasSizeGreaterThanOrEqualTo(sent.size())
        .doesNotHaveDuplicates();
    await().atMost(PATIENCE).until(writer::isReady);
  }

  /** Another text each time: the same one again is a conflict. */
  private static String body() {
    return "{\"subject\":\"%s\",\"text\":\"hello %s\"}"
        .formatted(Sample.subject(1), UUID.randomUUID());
  }

  private Set<UUID> send(String text) {
    Set<UUID> sent = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      UUID id = UUID.randomUUID();
      log.send(Sample.store(i % 7, id, text + " " + i));
      sent.add(id);
    }
    log.flush();
    return sent;
  }

  @Test
  void shouldWaitForTheRegistryInsteadOfGivingUpWhatItCannotReadYet() throws Exception {
    log.send(Sample.store(1, UUID.randomUUID(), "makes the ids known"));
    log.flush();
    await().atMost(PATIENCE).until(() -> log.values(Topics.RECORDS).size() == 1);
    stack.part(PartName.REGISTRY).stop();
    try {
      log.send(Sample.store(1, UUID.randomUUID(), "known id"));
      log.flush();
      await().atMost(PATIENCE).until(() -> log.values(Topics.RECORDS).size() == 2);

      log.send(Sample.subject(1), new byte[] {0, 0, 9, 9, 9, 1});
      log.send(Sample.store(1, UUID.randomUUID(), "behind it"));
      log.flush();

      await()
          .during(Duration.ofSeconds(8))
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(log.records(Topics.DLQ)).isEmpty());
      assertThat(log.values(Topics.RECORDS)).hasSize(2);
    } finally {
      stack.part(PartName.REGISTRY).start(PATIENCE);
    }

    await().atMost(PATIENCE).until(() -> log.values(Topics.RECORDS).size() == 3);
    assertThat(log.values(Topics.DLQ))
        .extracting(DeadLetter::getSchemaId)
        .containsExactly(0x00090909);
  }
}
