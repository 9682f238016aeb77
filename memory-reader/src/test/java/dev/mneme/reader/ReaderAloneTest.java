package dev.mneme.reader;

import static dev.mneme.reader.recall.Memories.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.reader.http.Http;
import dev.mneme.reader.http.Http.Reply;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service while nothing that it needs is there. */
class ReaderAloneTest {

  @TempDir static Path state;
  private static EmbeddedServer server;
  private static Http http;

  @BeforeAll
  static void start() {
    server = ApplicationContext.run(EmbeddedServer.class, settings());
    http = new Http(server.getURL().toString());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, Object> settings() {
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    Map<String, Object> settings = new HashMap<>();
    settings.put("micronaut.server.port", -1);
    settings.put("mneme.kafka-bootstrap", "127.0.0.1:1");
    settings.put("mneme.registry-url", "http://127.0.0.1:1/apis/ccompat/v7");
    settings.put("mneme.state-dir", state.toString());
    settings.put("mneme.audit-key", key);
    settings.put("mneme.development", "true");
    settings.put("mneme.dlq-key", key);
    settings.put("mneme.legacy.jdbc-url", "jdbc:postgresql://127.0.0.1:1/mneme");
    return settings;
  }

  @Test
  void shouldLiveAndSayWhatItWaitsFor() throws Exception {
    assertThat(http.get("/health/live").status()).isEqualTo(200);

    Reply ready = http.get("/health/ready");

    assertThat(ready.status()).isEqualTo(503);
    assertThat(statusOf(ready.body(), "records-caught-up")).isEqualTo("DOWN");
    assertThat(statusOf(ready.body(), "modes-known")).isEqualTo("DOWN");
    assertThat(statusOf(ready.body(), "schemas-known")).isEqualTo("DOWN");
    assertThat(statusOf(ready.body(), "reports")).isEqualTo("UP");
    assertThat(statusOf(ready.body(), "legacy-layer")).isEqualTo("UP");
  }

  @Test
  void shouldAnswerEmptyWithTheReasonAndAReceiptForWhatItKeptOnDisk() throws Exception {
    long start = System.nanoTime();
    Reply reply = http.get("/v1/personal/recall?subject=" + ADA + "&q=dog");
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(reply.status()).isEqualTo(200);
    JsonNode body = reply.body();
    assertThat(body.get("items").isArray()).isTrue();
    assertThat(body.get("items")).isEmpty();
    assertThat(body.get("count").asInt()).isZero();
    assertThat(body.get("served_by").asText()).isEqualTo("none");
    assertThat(body.get("degraded").get("reason").asText()).isEqualTo("modes_unknown");
    assertThat(body.get("degraded").get("because").asText()).contains("legacy layer");
    assertThat(body.get("audit_receipt_id").isTextual()).isTrue();
    assertThat(state.resolve("audit-spool")).isDirectoryContaining("glob:**.spool");
    assertThat(body.get("took_ms").asDouble()).isLessThan(1000);
    assertThat(took).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void shouldAnswerByIdAndByPostTheSameWay() throws Exception {
    Reply byId =
        http.get(
            "/v1/personal/recall/00000000-0000-0000-0000-000000000001?tenant=acme&subject=" + ADA);
    Reply posted =
        http.post(
            "/v1/personal/recall",
            "{\"subject\":\"%s\",\"query\":\"dog\",\"limit\":3}".formatted(ADA));

    assertThat(byId.status()).isEqualTo(200);
    assertThat(byId.body().get("count").asInt()).isZero();
    assertThat(posted.status()).isEqualTo(200);
    assertThat(posted.body().get("served_by").asText()).isEqualTo("none");
  }

  @Test
  void shouldNameTheFieldThatIsWrongInTheEnvelope() throws Exception {
    assertRefused(http.get("/v1/personal/recall"), "subject");
    assertRefused(http.get("/v1/personal/recall?subject=ada@example.com"), "subject");
    assertRefused(http.get("/v1/personal/recall?limit=many&subject=" + ADA), "limit");
    assertRefused(http.get("/v1/personal/recall?limit=1001&subject=" + ADA), "limit");
    assertRefused(http.get("/v1/personal/recall?tenant=A%20B&subject=" + ADA), "tenant");
    assertRefused(http.get("/v1/personal/recall/seven?subject=" + ADA), "id");
    assertRefused(http.post("/v1/personal/recall", "{}"), "subject");
    assertRefused(
        http.post("/v1/personal/recall", "{\"subject\":\"%s\",\"limit\":0}".formatted(ADA)),
        "limit");
  }

  @Test
  void shouldRefuseATokenThatNoWriteOfTheSubjectWasAnsweredWith() throws Exception {
    String other =
        new ConsistencyToken((SubjectPartition.of(ADA, Topics.EVENTS.partitions()) + 1) % 4, 7)
            .encode();
    String path = "/v1/personal/recall?subject=" + ADA + "&consistency_token=";

    assertRefused(http.get(path + "none"), "consistency_token");
    assertRefused(http.get(path + other), "consistency_token");
    assertRefused(
        http.post(
            "/v1/personal/recall",
            "{\"subject\":\"%s\",\"consistency_token\":\"%s\"}".formatted(ADA, other)),
        "consistency_token");
  }

  @Test
  void shouldAnswerStaleWithinItsBoundWhenNobodySaysWhereAWriteIs() throws Exception {
    String token =
        new ConsistencyToken(SubjectPartition.of(ADA, Topics.EVENTS.partitions()), 7).encode();

    Reply reply = http.get("/v1/personal/recall?subject=" + ADA + "&consistency_token=" + token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().get("stale").asBoolean()).isTrue();
  }

  @Test
  void shouldPackNothingAndSayWhyWhileNoLayerServes() throws Exception {
    Reply reply = http.post("/v1/context-packs/preview", "{\"subject\":\"%s\"}".formatted(ADA));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().get("text").asText()).isEmpty();
    assertThat(reply.body().get("tokens").asInt()).isZero();
    assertThat(reply.body().get("budget_tokens").asInt()).isEqualTo(4000);
    assertThat(reply.body().get("served_by").asText()).isEqualTo("none");
    assertThat(reply.body().get("degraded").get("reason").asText()).isEqualTo("modes_unknown");
  }

  @Test
  void shouldRefuseABudgetOrTokenizerThatThereIsNot() throws Exception {
    String pack = "{\"subject\":\"" + ADA + "\",\"%s\":%s}";
    String path = "/v1/context-packs/preview";

    assertRefused(http.post(path, pack.formatted("budget_tokens", "99")), "budget_tokens");
    assertRefused(http.post(path, pack.formatted("budget_tokens", "100001")), "budget_tokens");
    assertRefused(http.post(path, pack.formatted("tokenizer", "\"words\"")), "tokenizer");
    assertRefused(http.post(path, "{}"), "subject");
  }

  @Test
  void shouldThrowAwayKeptAnswersOfASubjectOrAllAndNothingUnsaid() throws Exception {
    Reply all = http.post("/v1/cache/invalidate", "{\"all\":true}");
    Reply one = http.post("/v1/cache/invalidate", "{\"subject\":\"%s\"}".formatted(ADA));

    assertThat(all.status()).isEqualTo(200);
    assertThat(one.body().get("invalidations").asInt()).isEqualTo(2);
    assertRefused(http.post("/v1/cache/invalidate", "{}"), "subject");
    assertRefused(
        http.post("/v1/cache/invalidate", "{\"all\":true,\"subject\":\"%s\"}".formatted(ADA)),
        "subject");
    assertThat(http.text("/metrics")).contains("memory_cache_requests_total{result=\"hit\"}");
  }

  @Test
  void shouldRefuseABodyThatIsNoRecall() throws Exception {
    for (String body : new String[] {"", "{", "[]", "{\"subject\":7,\"limit\":\"x\"}", "null"}) {
      Reply reply = http.post("/v1/personal/recall", body);

      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(reply.body().get("error").get("code").asText()).isEqualTo("VALIDATION_ERROR");
    }
  }

  @Test
  void shouldHaveNoDoorForFaultsUnlessItWasOpened() throws Exception {
    assertThat(http.get("/v1/admin/faults").status()).isEqualTo(404);
    assertThat(http.post("/v1/admin/faults", "{}").status()).isEqualTo(404);
  }

  private static void assertRefused(Reply reply, String field) {
    assertThat(reply.status()).isEqualTo(400);
    JsonNode error = reply.body().get("error");
    assertThat(error.get("code").asText()).isEqualTo("VALIDATION_ERROR");
    assertThat(error.get("message").asText()).contains(field).doesNotContain("ada@");
    assertThat(error.get("details").get("field").asText()).isEqualTo(field);
    assertThat(error.get("trace_id").asText()).hasSize(32);
  }

  private static String statusOf(JsonNode health, String check) {
    return StreamSupport.stream(health.get("checks").spliterator(), false)
        .filter(node -> node.get("name").asText().equals(check))
        .map(node -> node.get("status").asText())
        .findFirst()
        .orElse("missing");
  }
}
