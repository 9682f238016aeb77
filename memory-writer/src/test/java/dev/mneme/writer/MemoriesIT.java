package dev.mneme.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.StoreMemory;
import dev.mneme.stack.Stack;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Topics;
import dev.mneme.writer.memories.MemoryIds;
import dev.mneme.writer.real.RealLog;
import dev.mneme.writer.real.RealParts;
import dev.mneme.writer.real.RealWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is known of memories outlives the machine that knew it. */
@ExtendWith(RealParts.class)
class MemoriesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SUBJECT = 77;

  @TempDir Path first;
  @TempDir Path second;

  @Test
  void shouldKnowAllItKnewAfterItsStateDirectoryIsLost(Stack stack) throws Exception {
    MemoryEvent kept = store("kept");
    MemoryEvent forgotten = store("forgotten");
    MemoryEvent edited = store("edited");
    MemoryEvent brief =
        Sample.store(
            SUBJECT,
            UUID.randomUUID(),
            StoreMemory.newBuilder(Sample.memory("brief")).setMaxAgeSeconds(1L).build());
    try (RealLog log = new RealLog(stack)) {
      try (RealWriter writer = new RealWriter(stack, first, Map.of())) {
        await().atMost(PATIENCE).until(writer::isReady);
        log.send(kept);
        log.send(forgotten);
        log.send(edited);
        log.send(
            Sample.edit(
                SUBJECT, UUID.randomUUID(), Sample.text(MemoryIds.of(edited), "after the edit")));
        log.send(Sample.forget(SUBJECT, UUID.randomUUID(), MemoryIds.of(forgotten), "asked"));
        log.send(brief);
        log.flush();
        await().atMost(PATIENCE).until(() -> log.values(Topics.OUTCOMES).size() == 6);
      }

      try (RealWriter writer = new RealWriter(stack, second, Map.of())) {
        await().atMost(PATIENCE).until(writer::isReady);

        assertAnswered(log, kept, OutcomeResult.DUPLICATE, null, MemoryIds.of(kept));
        assertAnswered(
            log, store("Kept"), OutcomeResult.CONFLICT, "duplicate_content", MemoryIds.of(kept));
        assertAnswered(log, store("forgotten"), OutcomeResult.CONFLICT, "forgotten_content", null);
        assertAnswered(
            log,
            store("after the edit"),
            OutcomeResult.CONFLICT,
            "duplicate_content",
            MemoryIds.of(edited));
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(live(log))
                        .containsExactlyInAnyOrder(MemoryIds.of(kept), MemoryIds.of(edited)));
        assertThat(log.values(Topics.AUDIT))
            .filteredOn(entry -> entry.getOperation().equals("expire"))
            .extracting(AuditEvent::getMemoryId)
            .containsExactly(MemoryIds.of(brief));
      }
    }
  }

  private static MemoryEvent store(String text) {
    return Sample.store(SUBJECT, UUID.randomUUID(), text);
  }

  private static void assertAnswered(
      RealLog log, MemoryEvent event, OutcomeResult result, String reason, UUID memory) {
    log.send(event);
    log.flush();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(log.values(Topics.OUTCOMES))
                    .filteredOn(outcome -> event.getEventId().equals(outcome.getEventId()))
                    .filteredOn(outcome -> outcome.getResult() == result)
                    .singleElement()
                    .satisfies(
                        outcome -> {
                          assertThat(outcome.getReason()).isEqualTo(reason);
                          assertThat(outcome.getMemoryId()).isEqualTo(memory);
                        }));
  }

  /** Memories that a follower of the topic has. */
  private static Set<UUID> live(RealLog log) {
    Set<UUID> live = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : log.records(Topics.RECORDS)) {
      UUID id = RecordKey.parse(new String(record.key(), StandardCharsets.UTF_8)).memoryId();
      if (record.value() == null) {
        live.remove(id);
      } else {
        live.add(id);
      }
    }
    return live;
  }
}
