package dev.mneme.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.OutcomeResult;
import dev.mneme.redaction.Operator;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.RedactionKey;
import dev.mneme.redaction.Redactor;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Topics;
import dev.mneme.writer.real.RealLog;
import dev.mneme.writer.real.RealParts;
import dev.mneme.writer.real.RealWriter;
import dev.mneme.writer.real.ScriptedStage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP edge on a real broker: what is on the log, and what is heard from it. */
@ExtendWith(RealParts.class)
class EdgeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private static final byte[] SECRET = "a key for tests of thirty-two b.".getBytes();
  private static final String SUBJECT = Sample.subject(8);

  @TempDir Path stateDir;
  private RealLog log;
  private RealWriter writer;
  private ScriptedStage stage;

  @BeforeEach
  void start(Stack stack) {
    log = new RealLog(stack);
    writer =
        new RealWriter(
            stack,
            stateDir,
            Map.of(
                "mneme.writer.stage.enabled",
                "false",
                "mneme.writer.forget.patience",
                "1s",
                "mneme.redaction.key",
                Base64.getEncoder().encodeToString(SECRET)));
    stage = new ScriptedStage(stack, log);
    await().atMost(PATIENCE).until(writer::isReady);
  }

  @AfterEach
  void stop() {
    stage.close();
    writer.close();
    log.close();
  }

  @Test
  void shouldAnswerWhatTheStageSaysEvenInATransactionThatIsAborted() throws Exception {
    HttpResponse<String> stored = store("one");
    stage.says(
        outcome -> {
          outcome.setResult(OutcomeResult.CONFLICT);
          outcome.setMemoryId(ID);
          outcome.setReason("duplicate_content");
        });
    HttpResponse<String> conflict = store("two");
    stage.says(
        outcome -> {
          outcome.setResult(OutcomeResult.DUPLICATE);
          outcome.setMemoryId(ID);
          outcome.setReason("duplicate_content");
        });
    HttpResponse<String> sameAgain = store("two");
    stage.says(outcome -> outcome.setResult(OutcomeResult.DUPLICATE));
    HttpResponse<String> again = store("one");
    stage.says(outcome -> outcome.setResult(OutcomeResult.NOT_FOUND));
    HttpResponse<String> unknown = send("PATCH", "/v1/personal/memories/" + ID, "\"text\":\"y\"");
    stage.says(outcome -> outcome.setAffected(7));
    HttpResponse<String> forgotten =
        send("DELETE", "/v1/personal/forget?session=s&subject=" + SUBJECT, "\"x\":1");

    assertThat(stored.statusCode()).isEqualTo(201);
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.body()).contains("\"existing_id\":\"" + ID + "\"");
    assertThat(sameAgain.statusCode()).isEqualTo(409);
    assertThat(sameAgain.body()).contains("\"existing_id\":\"" + ID + "\"");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(unknown.statusCode()).isEqualTo(404);
    // Heard, but never committed: nothing says yet that it is gone.
    assertThat(forgotten.statusCode()).isEqualTo(202);
    assertThat(forgotten.body()).contains("\"affected\":7", "\"waits_for\":\"the ");
    assertThat(log.values(Topics.EVENTS))
        .filteredOn(event -> event.getSubject().equals(SUBJECT))
        .extracting(MemoryEvent::getActor)
        .containsOnly("development");
  }

  @Test
  void shouldHaveTheAuditOfARevealBeforeItsAnswer() throws Exception {
    Policy sealing = new Policy("test", Map.of(PiiType.EMAIL, new Operator.Token()));
    String token = Redactor.of(sealing, new RedactionKey(SECRET)).redact("ada@example.com").text();

    HttpResponse<String> revealed =
        send("POST", "/v1/personal/reveal", "\"token\":\"" + token + "\"");

    assertThat(revealed.statusCode()).isEqualTo(200);
    assertThat(revealed.body()).contains("ada@example.com");
    assertThat(log.values(Topics.AUDIT))
        .filteredOn(entry -> entry.getOperation().equals("reveal"))
        .singleElement()
        .extracting(AuditEvent::getEventId)
        .satisfies(id -> assertThat(revealed.body()).contains(id.toString()));
  }

  private HttpResponse<String> store(String text) throws Exception {
    return send("POST", "/v1/personal/store", "\"text\":\"" + text + "\"");
  }

  private HttpResponse<String> send(String method, String path, String fields) throws Exception {
    return writer.send(method, path, "{\"subject\":\"%s\",%s}".formatted(SUBJECT, fields));
  }
}
