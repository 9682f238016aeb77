package dev.mneme.shell.audit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.shell.audit.InMemoryTrail;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@MicronautTest
class AnswerAuditTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;
  private final InMemoryTrail trail;

  AnswerAuditTest(EmbeddedServer server, InMemoryTrail trail) {
    this.server = server;
    this.trail = trail;
  }

  @Test
  void shouldLeaveAnEntryOfARefusalAndAnswerWithItsId() throws Exception {
    HttpResponse<String> response = send("POST", "/refuse/number?n=ada%40example.com");

    AuditEvent entry = entryOf(response);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(entry.getOperation()).isEqualTo("post /refuse/number");
    assertThat(entry.getResult()).isEqualTo("refused");
    assertThat(entry.getReason()).isEqualTo("VALIDATION_ERROR");
    assertThat(entry.getActor()).isEqualTo("development");
    assertThat(entry.getTraceId())
        .isEqualTo(response.headers().firstValue("X-Trace-ID").orElseThrow());
    assertThat(entry.toString()).doesNotContain("ada");
  }

  @Test
  void shouldLeaveAnEntryOfWhatIsNowhereAndOfWhatFailed() throws Exception {
    assertThat(entryOf(send("POST", "/nowhere/ada@example.com")).getOperation())
        .isEqualTo("post /nowhere/…");
    assertThat(entryOf(send("POST", "/refuse/bug")).getResult()).isEqualTo("failed");
    assertThat(entryOf(send("GET", "/v1/population/store")).getReason()).isEqualTo("FORBIDDEN");
  }

  @Test
  void shouldLeaveAnEntryOfAnActThatWasDoneAndNoneOfALook() throws Exception {
    AuditEvent entry = entryOf(send("POST", "/refuse/nothing"));
    assertThat(entry.getOperation()).isEqualTo("post /refuse/nothing");
    assertThat(entry.getResult()).isEqualTo("success");

    int before = trail.entries().size();
    assertThat(send("GET", "/refuse/nothing").headers().firstValue(AuditReceipt.HEADER)).isEmpty();
    assertThat(send("GET", "/nowhere").headers().firstValue(AuditReceipt.HEADER)).isEmpty();
    assertThat(send("GET", "/health/live").headers().firstValue(AuditReceipt.HEADER)).isEmpty();
    assertThat(trail.entries()).hasSize(before);
  }

  @Test
  void shouldWriteNoSecondEntryOfWhatHasOne() throws Exception {
    int before = trail.entries().size();

    HttpResponse<String> response = send("POST", "/refuse/accounted");

    assertThat(response.headers().firstValue(AuditReceipt.HEADER))
        .contains("00000000-0000-0001-0000-000000000002");
    assertThat(trail.entries()).hasSize(before);
  }

  private AuditEvent entryOf(HttpResponse<String> response) {
    UUID id = UUID.fromString(response.headers().firstValue(AuditReceipt.HEADER).orElseThrow());
    return trail.entries().stream()
        .map(InMemoryTrail.Handed::entry)
        .filter(each -> each.getEventId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.getURI() + path.replace("@", "%40")))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
