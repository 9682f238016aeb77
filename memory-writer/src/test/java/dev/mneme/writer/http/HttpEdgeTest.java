package dev.mneme.writer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.MemoryEvent;
import dev.mneme.identity.DerivedId;
import dev.mneme.writer.Sample;
import dev.mneme.writer.publish.ConsistencyToken;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpEdgeTest {
  private static final String SUBJECT = Sample.subject(1);
  private static final String MAIL = "ada@example.com";
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedServer server;
  private InMemoryEventLog log;

  @BeforeAll
  void start() {
    server =
        ApplicationContext.run(
            EmbeddedServer.class,
            Map.of(
                "micronaut.server.port", -1,
                "test.log", "memory",
                "mneme.writer.stage.enabled", "false",
                "mneme.legacy.enabled", "false",
                "mneme.registry-url", "http://127.0.0.1:1/apis/ccompat/v7",
                "mneme.audit-key", KEY,
                "mneme.dlq-key", KEY));
    log = server.getApplicationContext().getBean(InMemoryEventLog.class);
  }

  @AfterAll
  void stop() {
    server.close();
    http.close();
  }

  @BeforeEach
  void open() {
    log.setAway(false);
  }

  @Test
  void shouldStoreAMemoryRedactedAndSayWhereItWillBe() throws Exception {
    HttpResponse<String> response =
        post(
            """
            {"tenant":"acme","subject":"%s","text":"mail %s","type":"fact","speaker":"Ada",
             "occurred_at":"2025-05-08T13:56:00Z","tags":["a",null,"%s"],
             "metadata":{"n":1,"phone":"7946 0958","deep":{"mail":"%s"},"none":null}}
            """
                .formatted(SUBJECT, MAIL, MAIL, MAIL));

    assertThat(response.statusCode()).isEqualTo(201);
    MemoryEvent event = log.events().getLast();
    assertThat(event.getStore().getText()).isEqualTo("mail [EMAIL]");
    assertThat(event.getStore().getTags()).containsExactly("a", "[EMAIL]");
    assertThat(event.getStore().getMetadata())
        .isEqualTo(Map.of("n", "1", "phone", "[PHONE]", "deep", "{\"mail\":\"[EMAIL]\"}"));
    assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2025-05-08T13:56:00Z"));
    assertThat(event.toString()).doesNotContain(MAIL);
    String id = id("memory", "acme", event);
    assertThat(response.headers().firstValue("Location")).hasValue("/v1/personal/recall/" + id);
    assertThat(value(response, "id")).isEqualTo(id);
    assertThat(value(response, "audit_receipt_id")).isEqualTo(id("audit", "acme", event));
    assertThat(ConsistencyToken.decode(value(response, "consistency_token")))
        .isEqualTo(new ConsistencyToken(2, log.events().size() - 1L));
    assertThat(value(response, "created_at")).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void shouldGiveTheSameIdsForTheSameIdempotencyKey() throws Exception {
    String body = "{\"subject\":\"%s\",\"text\":\"hello\"}".formatted(SUBJECT);

    HttpResponse<String> first = post(body, "Idempotency-Key", "k-1");
    HttpResponse<String> again = post(body, "Idempotency-Key", "k-1");
    HttpResponse<String> other = post(body, "Idempotency-Key", "k-2");

    assertThat(value(again, "id")).isEqualTo(value(first, "id"));
    assertThat(value(again, "audit_receipt_id")).isEqualTo(value(first, "audit_receipt_id"));
    assertThat(value(other, "id")).isNotEqualTo(value(first, "id"));
  }

  @Test
  void shouldRefuseWithTheFieldAndNeverItsValue() throws Exception {
    for (String body :
        new String[] {
          "{\"subject\":\"%s\",\"text\":\"x\"}".formatted(MAIL),
          "{\"text\":\"x\"}",
          "{\"subject\":\"%s\"}".formatted(SUBJECT),
          "{\"subject\":\"%s\",\"text\":\"x\",\"type\":\"%s\"}".formatted(SUBJECT, MAIL),
          "{\"subject\":\"%s\",\"text\":\"x\",\"tenant\":\"%s\"}".formatted(SUBJECT, MAIL),
          "{\"subject\":\"%s\",\"text\":\"%s\"}".formatted(SUBJECT, "a".repeat(10_001)),
          "{\"subject\":\"%s\",\"text\":\"x\",\"occurred_at\":\"%s\"}".formatted(SUBJECT, MAIL),
          "{\"subject\":\"%s\",\"text\":".formatted(SUBJECT)
        }) {
      HttpResponse<String> response = post(body);

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("VALIDATION_ERROR").doesNotContain(MAIL);
    }
  }

  @Test
  void shouldRefuseATextThatOnlyItsPlaceholdersMakeTooLong() throws Exception {
    String text = "a@b.co ".repeat(1_428);

    HttpResponse<String> response =
        post("{\"subject\":\"%s\",\"text\":\"%s\"}".formatted(SUBJECT, text));

    assertThat(text).hasSizeLessThan(10_000);
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void shouldRefuseABodyAboveTheLimit() throws Exception {
    HttpResponse<String> response =
        post("{\"subject\":\"%s\",\"text\":\"%s\"}".formatted(SUBJECT, "a".repeat(600_000)));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("PAYLOAD_TOO_LARGE");
  }

  @Test
  void shouldAskToTryAgainWhenTheLogIsAway() throws Exception {
    log.setAway(true);

    HttpResponse<String> response = post("{\"subject\":\"%s\",\"text\":\"x\"}".formatted(SUBJECT));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.body()).contains("SERVICE_UNAVAILABLE");
  }

  @Test
  void shouldForgetAMemory() throws Exception {
    UUID id = UUID.randomUUID();

    HttpResponse<String> response =
        send(
            request(
                    "/v1/personal/forget/"
                        + id
                        + "?tenant=acme&subject="
                        + SUBJECT
                        + "&reason=asked%20by%20"
                        + MAIL)
                .DELETE());

    assertThat(response.statusCode()).isEqualTo(202);
    MemoryEvent event = log.events().getLast();
    assertThat(event.getForget().getMemoryId()).isEqualTo(id);
    assertThat(event.getForget().getReason()).isEqualTo("asked by [EMAIL]");
    assertThat(value(response, "id")).isEqualTo(id.toString());
    assertThat(value(response, "audit_receipt_id")).isEqualTo(id("audit", "acme", event));
  }

  @Test
  void shouldRefuseToForgetWithoutASubject() throws Exception {
    HttpResponse<String> response =
        send(request("/v1/personal/forget/" + UUID.randomUUID()).DELETE());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("subject");
  }

  private HttpResponse<String> post(String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("/v1/personal/store")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.getURI() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String id(String kind, String tenant, MemoryEvent event) {
    return DerivedId.of(kind, tenant, SUBJECT, event.getEventId().toString()).toString();
  }

  private static String value(HttpResponse<String> response, String field) {
    Matcher matcher =
        Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"").matcher(response.body());
    assertThat(matcher.find()).as(response.body()).isTrue();
    return matcher.group(1);
  }
}
