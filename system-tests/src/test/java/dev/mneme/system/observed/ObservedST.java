package dev.mneme.system.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.system.TestStack;
import dev.mneme.system.operator.MnemeCommand;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole suite as its operators see it: metrics, traces, breakers, settings, lag. */
class ObservedST {

  private static final Duration SOON = TestStack.PATIENCE;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUBJECT = "hs_" + "%043d".formatted(7);
  private static final List<PartName> SERVICES =
      List.of(PartName.WRITER, PartName.READER, PartName.GUARD, PartName.AUDIT_SINK);

  /** On a busy machine it may only be accepted when the answer is due. */
  private static final List<Integer> DONE = List.of(201, 202);

  private static TraceReceiver receiver;
  private static Stack stack;
  private static ServiceClient client;
  private static MnemeCommand mneme;

  @BeforeAll
  static void startSuite() throws Exception {
    receiver = new TraceReceiver();
    StackSettings settings = TestStack.settings("observed");
    for (PartName service : SERVICES) {
      settings = settings.with(service, "MNEME_TRACING_ENDPOINT", receiver.endpoint());
      settings = settings.with(service, "MEMORY_LAYER_CIRCUIT_BREAKER_ENABLED", "true");
    }
    // no request is as fast as that: every one of them breaks the promise
    settings = settings.with(PartName.WRITER, "MNEME_SLO_STORE", "PT0.000001S");
    settings = settings.with(PartName.READER, "MNEME_SLO_RECALL", "PT0.000001S");
    stack = Stack.start(settings, StackListener.SILENT);
    client = new ServiceClient(stack);
    mneme = new MnemeCommand(stack);
  }

  @AfterAll
  static void stopSuite() {
    stack.close();
    receiver.close();
  }

  @BeforeEach
  void closeBreakers() throws Exception {
    client.post(PartName.WRITER, "/v1/breakers/store/reset", "{}");
    client.post(PartName.READER, "/v1/breakers/recall/reset", "{}");
  }

  @Test
  void shouldShowEveryMetricByItsNameFromTheStart() throws Exception {
    String latency = "memory_operation_latency_ms_bucket{family=\"personal\",operation=\"%s\",";
    assertSeries(
        PartName.WRITER,
        latency.formatted("store") + "status=\"success\",le=\"500.0\"}",
        latency.formatted("forget") + "status=\"error\",le=\"+Inf\"}",
        "slo_violation_total{operation=\"store\",slo=\"latency\"}",
        "slo_violation_total{operation=\"edit\",slo=\"availability\"}",
        "slo_breaker_state{operation=\"forget\"} 0.0",
        "memory_redactions_total{field_type=\"EMAIL\"}",
        "memory_consumer_lag{group=\"memory-writer\",partition=\"0\",topic=\"memory.events\"}",
        "memory_consumer_lag{group=\"memory-writer-legacy\",partition=\"0\",topic=\"memory.records\"}",
        "kafka_streams_alive_threads 2.0",
        "kafka_streams_process_latency_avg_ms",
        "kafka_producer_");
    assertSeries(
        PartName.READER,
        latency.formatted("recall") + "status=\"success\",le=\"15.0\"}",
        "slo_violation_total{operation=\"recall\",slo=\"latency\"}",
        "slo_breaker_state{operation=\"recall\"}",
        "memory_context_failures_total{reason=\"timeout\"}",
        "memory_cache_requests_total{result=\"hit\"}",
        "memory_cache_requests_total{result=\"miss\"}",
        "memory_consumer_lag{group=\"memory-reader\",partition=\"0\",topic=\"memory.records\"}");
    assertSeries(
        PartName.GUARD,
        "memory_mode_gauge{scope=\"new@local\"} 2.0",
        "memory_mode_gauge{scope=\"legacy@local\"} 2.0",
        "memory_downgrades_total{reason=\"consecutive_failures\"} 0.0",
        "memory_guard_events_total{event=\"recovered\"} 0.0",
        "memory_consumer_lag{group=\"guard-service\",partition=\"0\",topic=\"memory.outcomes\"}");
    assertSeries(
        PartName.AUDIT_SINK,
        "audit_events_total",
        "audit_ledger_height{partition=\"0\"}",
        "memory_consumer_lag{group=\"audit-sink\",partition=\"0\",topic=\"memory.audit\"}");
  }

  @Test
  void shouldCountDownTheLagOfEveryGroupToNothing() throws Exception {
    assertThat(store("lag", trace()).statusCode()).isIn(DONE);

    Pattern behind = Pattern.compile("memory_consumer_lag\\{.*} (?!0\\.0)");
    for (PartName service : SERVICES) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(metrics(service))
                      .contains("memory_consumer_lag{")
                      .doesNotContainPattern(behind));
    }
  }

  @Test
  void shouldShowOneTraceFromThePublishOfAnEventToItsEntryInTheAudit() throws Exception {
    String trace = trace();

    assertThat(store("traced", trace).statusCode()).isIn(DONE);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(receiver.of(trace))
                    .extracting(span -> span.service() + ": " + span.name())
                    .contains(
                        "memory-writer: POST /v1/personal/store",
                        "memory-writer: publish memory.events",
                        "memory-writer: process memory.events",
                        "memory-writer: redact",
                        "memory-writer: store",
                        "memory-writer: project memory.records",
                        "memory-reader: index memory.records",
                        "audit-sink: audit memory.audit"));
    List<ReceivedSpan> spans = receiver.of(trace);
    assertThat(path(spans, "audit memory.audit"))
        .containsExactly(
            "audit memory.audit",
            "store",
            "process memory.events",
            "publish memory.events",
            "POST /v1/personal/store");
    assertThat(path(spans, "index memory.records")).contains("store", "POST /v1/personal/store");
    assertThat(receiver.bodies())
        .noneMatch(
            body -> {
              String sent = new String(body, StandardCharsets.ISO_8859_1);
              return sent.contains("traced")
                  || sent.contains("example.com")
                  || sent.contains(SUBJECT);
            });
  }

  @Test
  void shouldPutARecallAndItsEntryInTheAuditIntoOneTrace() throws Exception {
    String trace = trace();

    HttpResponse<String> recalled =
        client.post(
            PartName.READER,
            "/v1/personal/recall",
            "{\"subject\":\"%s\",\"query\":\"anything\"}".formatted(SUBJECT),
            "X-Trace-ID",
            trace);

    assertThat(recalled.statusCode()).isEqualTo(200);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(path(receiver.of(trace), "audit memory.audit"))
                    .containsExactly("audit memory.audit", "POST /v1/personal/recall"));
  }

  @Test
  void shouldRefuseStoresWhileTheirBreakerIsOpenUntilAnOperatorResetsIt() throws Exception {
    for (int i = 0; i < 10; i++) {
      store("slow " + i, trace());
    }

    HttpResponse<String> refused = store("one too many", trace());

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"code\":\"SLO_VIOLATION\"");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(state("memory-writer", "store")).isEqualTo("open");

    assertThat(mneme.run("breaker", "reset", "store").exitCode()).isZero();

    assertThat(state("memory-writer", "store")).isEqualTo("closed");
    assertThat(store("let in again", trace()).statusCode()).isIn(DONE);
    assertThat(mneme.run("breaker", "reset", "nonsense").exitCode()).isEqualTo(1);
  }

  @Test
  void shouldAnswerRecallsEmptyAndSayWhyWhileTheirBreakerIsOpen() throws Exception {
    String path = "/v1/personal/recall?subject=" + SUBJECT;
    for (int i = 0; i < 10; i++) {
      client.get(PartName.READER, path);
    }

    HttpResponse<String> empty = client.get(PartName.READER, path);

    assertThat(empty.statusCode()).isEqualTo(200);
    JsonNode answer = JSON.readTree(empty.body());
    assertThat(answer.path("served_by").asText()).isEqualTo("none");
    assertThat(answer.path("degraded").path("reason").asText()).isEqualTo("slo_breaker_open");
    assertThat(empty.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void shouldShowFlagsAndModesOfEveryServiceAndNoSecretOfTheHome() throws Exception {
    String secrets = Files.readString(stack.settings().layout().secrets());
    for (PartName service : SERVICES) {
      HttpResponse<String> config = client.get(service, "/v1/config");

      assertThat(config.statusCode()).as(service.label()).isEqualTo(200);
      JsonNode shown = JSON.readTree(config.body());
      assertThat(shown.path("service").asText()).isEqualTo(service.label());
      assertThat(shown.path("features").path("memory_layer_mode").asText()).isEqualTo("full");
      assertThat(shown.path("tracing").path("enabled").asBoolean()).isTrue();
      secrets
          .lines()
          .map(line -> line.substring(line.indexOf('=') + 1).strip())
          .filter(secret -> secret.length() >= 16)
          .forEach(secret -> assertThat(config.body()).doesNotContain(secret));
    }
  }

  @Test
  void shouldGiveTheSameReadinessOnBothPaths() throws Exception {
    for (PartName service : SERVICES) {
      for (String path : List.of("/health/ready", "/readyz")) {
        HttpResponse<String> ready = client.get(service, path);

        assertThat(ready.statusCode()).as(service.label() + path).isEqualTo(200);
        assertThat(ready.body()).contains("\"broker\"").contains("\"schemas-known\"");
      }
    }
  }

  @Test
  void shouldWatchTheLag() throws Exception {
    MnemeCommand.Ended watched = mneme.run("lag", "--watch", "--every", "1s", "--for", "1s");

    assertThat(watched.exitCode()).as(watched.err()).isZero();
    assertThat(watched.out().split("\"total\"", -1).length - 1).isGreaterThanOrEqualTo(2);
  }

  private static HttpResponse<String> store(String word, String trace)
      throws IOException, InterruptedException {
    return client.post(
        PartName.WRITER,
        "/v1/personal/store",
        "{\"subject\":\"%s\",\"text\":\"%s %s, ada@example.com\"}"
            .formatted(SUBJECT, word, UUID.randomUUID()),
        "traceparent",
        "00-" + trace + "-00f067aa0ba902b7-01");
  }

  private static String trace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static String metrics(PartName service) throws IOException, InterruptedException {
    return client.get(service, "/metrics").body();
  }

  private static void assertSeries(PartName service, String... series) {
    await().atMost(SOON).untilAsserted(() -> assertThat(metrics(service)).contains(series));
  }

  private static String state(String service, String operation) throws Exception {
    for (JsonNode breaker : mneme.run("breaker", "status").document()) {
      if (breaker.path("service").asText().equals(service)
          && breaker.path("operation").asText().equals(operation)) {
        return breaker.path("state").asText();
      }
    }
    return "missing";
  }

  /** Names of the span and of those it follows from, as far as they were received. */
  private static List<String> path(List<ReceivedSpan> spans, String from) {
    Map<String, ReceivedSpan> byId = new HashMap<>();
    spans.forEach(span -> byId.put(span.spanId(), span));
    List<String> names = new java.util.ArrayList<>();
    ReceivedSpan span =
        spans.stream().filter(each -> each.name().equals(from)).findFirst().orElse(null);
    while (span != null) {
      names.add(span.name());
      span = byId.get(span.parentId());
    }
    return names;
  }
}
