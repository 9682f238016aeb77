package dev.mneme.reader;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.events.AuditEvent;
import dev.mneme.reader.InMemoryReading.InMemoryAudit;
import dev.mneme.reader.recall.Memories;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Distill and export over HTTP. */
class OperationsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicInteger TENANTS = new AtomicInteger();

  @TempDir static Path home;
  private static RunningReader reader;
  private static InMemoryAudit audit;

  /** A tenant of its own for each test, so that none remembers what another was told. */
  private String tenant;

  @BeforeAll
  static void start() throws Exception {
    reader =
        RunningReader.start(
            home,
            Map.of("mneme.reader.export.at-once", "20", "mneme.rate.population-per-second", "3"));
    audit = reader.bean(InMemoryAudit.class);
  }

  @AfterAll
  static void stop() {
    reader.close();
  }

  @BeforeEach
  void newTenant() {
    tenant = "t" + TENANTS.incrementAndGet();
    reader.records().clear();
  }

  @Test
  void shouldDistillWithAReceipt() throws Exception {
    people(6);

    HttpResponse<String> response =
        distill(
            "cohort", "{\"operation\":\"average\",\"field\":\"confidence\",\"bucket\":\"month\"}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode body = JSON.readTree(response.body());
    assertThat(body.get("k").asInt()).isEqualTo(5);
    assertThat(body.get("rows")).hasSize(1);
    assertThat(body.get("rows").get(0).get("bucket").asText()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(body.get("rows").get(0).get("result").asDouble()).isEqualTo(0.5);
    assertThat(response.headers().firstValue("X-Trace-ID")).isPresent();
    AuditEvent event = written(UUID.fromString(body.get("audit_receipt_id").asText()));
    assertThat(event.getOperation()).isEqualTo("distill");
    assertThat(event.getFamily()).isEqualTo("cohort");
    assertThat(event.getResult()).isEqualTo("success");
    assertThat(event.getActor()).isEqualTo("test");
    assertThat(event.getTraceId()).isEqualTo(response.headers().firstValue("X-Trace-ID").get());
  }

  @Test
  void shouldRefuseFewInTheEnvelopeAndWriteItDown() throws Exception {
    people(4);

    HttpResponse<String> response = distill("cohort", "{\"operation\":\"count\"}");

    assertThat(response.statusCode()).isEqualTo(403);
    JsonNode error = JSON.readTree(response.body()).get("error");
    assertThat(error.get("code").asText()).isEqualTo("FORBIDDEN");
    assertThat(error.get("details").get("reason").asText()).isEqualTo("k_anonymity");
    assertThat(error.get("message").asText()).doesNotContainPattern("[0-9]");
    UUID receipt = UUID.fromString(error.get("details").get("audit_receipt_id").asText());
    assertThat(written(receipt).getReason()).isEqualTo("k_anonymity");
    assertThat(written(receipt).getResult()).isEqualTo("rejected");
  }

  @Test
  void shouldAskForAHundredInThePopulation() throws Exception {
    people(99);
    assertThat(distill("population", "{\"operation\":\"count\"}").statusCode()).isEqualTo(403);
    people(100);

    HttpResponse<String> response = distill("population", "{\"operation\":\"count\",\"k\":3}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(JSON.readTree(response.body()).get("k").asInt()).isEqualTo(100);
  }

  @Test
  void shouldNameTheFieldThatIsWrong() throws Exception {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "{}", "operation",
                "{\"operation\":\"median\"}", "operation",
                "{\"operation\":\"sum\"}", "field",
                "{\"operation\":\"sum\",\"field\":\"text\"}", "field",
                "{\"operation\":\"count\",\"bucket\":\"year\"}", "bucket",
                "{\"operation\":\"count\",\"k\":0}", "k",
                "{\"operation\":\"count\",\"width\":1}", "width",
                "{\"operation\":\"count\",\"since\":\"yesterday\"}", "since",
                "{\"operation\":\"count\",\"tenant\":\"A B\"}", "tenant")
            .entrySet()) {
      HttpResponse<String> response = distill("cohort", wrong.getKey());

      assertThat(response.statusCode()).as(wrong.getKey()).isEqualTo(400);
      assertThat(JSON.readTree(response.body()).get("error").get("details").get("field").asText())
          .isEqualTo(wrong.getValue());
    }
  }

  @Test
  void shouldSayWhenATokenAsksTooOften() throws Exception {
    people(120);
    HttpResponse<String> last = distill("population", "{\"operation\":\"count\"}");
    for (int i = 0; i < 50 && last.statusCode() == 200; i++) {
      last = distill("population", "{\"operation\":\"count\"}");
    }

    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
    assertThat(last.body()).contains("RATE_LIMITED");
  }

  @Test
  void shouldExportAFewAtOnceInEachFormat() throws Exception {
    memories(3);
    for (String method : List.of("GET", "POST")) {
      for (Map.Entry<String, String> format :
          Map.of("json", "application/json", "csv", "text/csv", "jsonlines", "application/x-ndjson")
              .entrySet()) {
        HttpResponse<String> response = export(method, format.getKey(), false);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
            .startsWith(format.getValue());
        assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
            .contains("attachment");
        assertThat(response.body()).contains("memory 0.", "memory 2.");
        UUID receipt =
            UUID.fromString(response.headers().firstValue("X-Audit-Receipt-Id").orElseThrow());
        assertThat(written(receipt).getOperation()).isEqualTo("export");
      }
    }
  }

  @Test
  void shouldPrepareManyAndGiveThemFromWhereItSays() throws Exception {
    memories(300);
    assertThat(export("GET", "csv", false).statusCode()).isEqualTo(413);

    HttpResponse<String> begun = export("POST", "jsonlines", false);

    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String location = begun.headers().firstValue("Location").orElseThrow();
    assertThat(JSON.readTree(begun.body()).get("audit_receipt_id").asText()).hasSize(36);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> json(location, token()).get("status").asText().equals("ready"));
    JsonNode status = json(location, token());
    assertThat(status.get("progress").get("done").asInt()).isEqualTo(300);
    String download = status.get("download").asText();
    reader.records().remove(mine(299));
    String whole = reader.send("GET", download, token(), null).body();
    assertThat(whole.lines()).hasSize(299);
    String rest = reader.send("GET", download + "&after=" + Memories.id(199), token(), null).body();
    assertThat(rest.lines()).hasSize(99);
    assertThat(whole).endsWith(rest);

    String bobs = reader.token(tenant, BOB, "personal:export");
    assertThat(reader.send("GET", location, bobs, null).statusCode()).isEqualTo(403);
    String id = JSON.readTree(begun.body()).get("id").asText();
    assertThat(reader.send("GET", "/v1/personal/export/" + id, bobs, null).statusCode())
        .isEqualTo(404);
    assertThat(reader.send("DELETE", location, token(), null).statusCode()).isEqualTo(204);
    assertThat(reader.send("GET", location, token(), null).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldSayThatItCannotReadNow() throws Exception {
    reader.records().fail();

    for (HttpResponse<String> response :
        List.of(distill("cohort", "{\"operation\":\"count\"}"), export("GET", "json", false))) {
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      assertThat(response.body()).contains("SERVICE_UNAVAILABLE");
    }
  }

  private void people(int count) {
    for (int i = 0; i < count; i++) {
      reader
          .records()
          .put(
              Memories.builder(i, "x")
                  .setTenant(tenant)
                  .setSubject("%064x".formatted(i))
                  .setFamily("cohort")
                  .setConfidence(0.5)
                  .build());
    }
  }

  private void memories(int count) {
    for (int i = 0; i < count; i++) {
      reader.records().put(mine(i));
    }
  }

  private dev.mneme.events.MemoryRecord mine(int number) {
    return Memories.of(number, tenant, ADA, "memory " + number + ".");
  }

  private String token() {
    return reader.token(tenant, ADA, "personal:export", "cohort:distill", "population:distill");
  }

  private HttpResponse<String> distill(String family, String body) throws Exception {
    return reader.send("POST", "/v1/" + family + "/distill", token(), body);
  }

  private HttpResponse<String> export(String method, String format, boolean async)
      throws Exception {
    String path = "/v1/personal/export";
    @Nullable String body =
        method.equals("GET") ? null : "{\"format\":\"%s\",\"async\":%s}".formatted(format, async);
    return reader.send(
        method, method.equals("GET") ? path + "?format=" + format : path, token(), body);
  }

  private static JsonNode json(String path, String token) throws Exception {
    return JSON.readTree(reader.send("GET", path, token, null).body());
  }

  private static AuditEvent written(UUID receipt) {
    return audit.events().stream()
        .filter(event -> event.getEventId().equals(receipt))
        .findFirst()
        .orElseThrow();
  }
}
