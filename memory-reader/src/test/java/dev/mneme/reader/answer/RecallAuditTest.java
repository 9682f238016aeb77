package dev.mneme.reader.answer;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.NOON;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.KeyedHash;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.memory.InMemoryLayer;
import dev.mneme.reader.routing.Degradation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecallAuditTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final UUID ID = new UUID(5, 5);

  private final KeyedHash hash = new KeyedHash(new byte[32]);
  private final RecallAudit audit = new RecallAudit(hash, "reader-0");
  private final RecallQuery query =
      new RecallQuery.InWords(TENANT, ADA, "where does Zorblax live", RecallFilter.NONE, 10);

  @Test
  void shouldSayWhichMemoriesWereGivenOutWithoutSayingWhatTheyAre() {
    List<RecalledMemory> memories =
        new InMemoryLayer(List.of(Memories.of(1, "Zorblax lives on Elm Street.")))
            .recall(query, Duration.ofSeconds(1))
            .memories();

    AuditEvent event =
        audit.of(ID, query, new Answer(memories, Layer.NEW, null), "app", TRACE, NOON);

    assertThat(event.getEventId()).isEqualTo(ID);
    assertThat(event.getResult()).isEqualTo("success");
    assertThat(event.getSubjectHash()).isEqualTo(hash.subject(TENANT, ADA));
    assertThat(event.getContentHash()).isEqualTo(hash.content(Memories.id(1).toString()));
    assertThat(event.getTraceId()).isEqualTo(TRACE);
    assertThat(event.toString()).doesNotContainIgnoringCase("zorblax").doesNotContain(ADA, "Elm");
  }

  @Test
  void shouldSayWhyARecallWasDegraded() {
    Answer answer =
        Answer.nothing(new Degradation("timeout", "the new layer did not answer"), false);

    AuditEvent event = audit.of(ID, query, answer, "app", TRACE, NOON);

    assertThat(event.getResult()).isEqualTo("degraded");
    assertThat(event.getReason()).isEqualTo("timeout");
    assertThat(event.getContentHash()).isNull();
  }

  @Test
  void shouldNameTheMemoryThatWasAskedForById() {
    RecallQuery byId = new RecallQuery.ById(TENANT, ADA, Memories.id(4));

    AuditEvent event =
        audit.of(ID, byId, new Answer(List.of(), Layer.NEW, null), "app", TRACE, NOON);

    assertThat(event.getMemoryId()).isEqualTo(Memories.id(4));
  }
}
