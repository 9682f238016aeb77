package dev.mneme.system.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.ready.HttpCheck;
import dev.mneme.system.TestStack;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** {@code docker compose up}, the story through it, and nothing forgotten over down and up. */
@NeedsContainers
@TestMethodOrder(OrderAnnotation.class)
class ComposeST {

  private static final Duration READY = Duration.ofMinutes(4);
  private static final Duration SOON = TestStack.PATIENCE;
  private static final String GRAFANA = "grafana";
  private static final Map<String, Integer> PORTS =
      new TreeMap<>(
          Map.of(
              "memory-writer", 4099,
              "memory-reader", 4100,
              "guard-service", 4101,
              "audit-sink", 4102));
  private static final String SUBJECT = "hs_" + "c".repeat(43);
  private static final String TEXT =
      "The boiler is serviced by Ada, ada@example.com, +44 20 7946 0958, every October.";
  private static final String REDACTED =
      "The boiler is serviced by Ada, [EMAIL], [PHONE], every October.";

  private static Compose compose;
  private static List<String> services;
  private static JsonHttp http;
  private static String memory = "";

  @BeforeAll
  static void up() throws Exception {
    List<String> missing = Images.missing();
    assumeThat(missing.stream().filter(image -> !image.startsWith(GRAFANA)).toList())
        .as("images that are not here and that no registry gives")
        .isEmpty();
    services = new ArrayList<>(PORTS.keySet());
    services.add("prometheus");
    if (missing.isEmpty()) {
      services.add(GRAFANA);
    }
    Images.build();
    compose = new Compose("mneme-story", Map.of());
    start();
  }

  private static void start() throws Exception {
    compose.up(services);
    awaitReady();
    String token =
        compose
            .command(
                "run",
                "--rm",
                "-T",
                "keys",
                "token",
                "--scope",
                "any_subject,operator,auditor,personal:store,personal:recall")
            .orFail()
            .strip();
    http = new JsonHttp(() -> token);
  }

  private static void awaitReady() {
    for (Map.Entry<String, Integer> service : PORTS.entrySet()) {
      URI health = compose.address(service.getKey(), service.getValue()).resolve("/health/ready");
      await()
          .conditionEvaluationListener(null)
          .atMost(READY)
          .untilAsserted(
              () ->
                  assertThat(new HttpCheck(health).run(Duration.ofSeconds(3)).isReady())
                      .as("%s is ready", health)
                      .isTrue());
    }
  }

  @AfterAll
  static void down() throws Exception {
    if (compose != null) {
      compose.close();
    }
  }

  @Test
  @Order(1)
  void shouldStoreRedactedInBothLayersRecallItAndProveIt() throws Exception {
    JsonNode stored =
        http.post(
                at("memory-writer") + "/v1/personal/store",
                Map.of("subject", SUBJECT, "text", TEXT, "type", "fact"))
            .body();
    memory = stored.path("id").asText();
    assertThat(memory).as("%s", stored).isNotEmpty();

    await().atMost(SOON).untilAsserted(() -> assertThat(inLegacyLayer()).isEqualTo(REDACTED));
    await().atMost(SOON).untilAsserted(() -> assertThat(recalled()).containsExactly(REDACTED));
    String receipt = stored.path("audit_receipt_id").asText();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(http.get(at("audit-sink") + "/v1/receipts/" + receipt).status())
                    .isEqualTo(200));
  }

  @Test
  @Order(2)
  void shouldRunWithoutRightsItDoesNotNeed() {
    for (String service : PORTS.keySet()) {
      assertThat(compose.inside(service, "id", "-u")).as(service).isEqualTo("10001");
      assertThat(compose.inside(service, "sh", "-c", "touch /opt/mneme/x 2>/dev/null || echo no"))
          .as(service)
          .isEqualTo("no");
      assertThat(compose.inside(service, "grep", "CapEff", "/proc/1/status"))
          .as(service)
          .endsWith("0000000000000000");
    }
  }

  @Test
  @Order(3)
  void shouldBeWatchedByPrometheus() {
    String prometheus = compose.address("prometheus", 9090).toString();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode up =
                  http.get(
                          prometheus + "/api/v1/query?query=up%7Bjob%3D%22mneme%22%7D%20%3D%3D%201")
                      .body()
                      .at("/data/result");
              assertThat(up.findValuesAsText("service"))
                  .containsExactlyInAnyOrderElementsOf(PORTS.keySet());
            });
    assertThatRulesAreLoaded(prometheus);
    if (services.contains(GRAFANA)) {
      assertThatGrafanaHasItsDashboards();
    }
  }

  private static void assertThatRulesAreLoaded(String prometheus) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode groups = http.get(prometheus + "/api/v1/rules").body().at("/data/groups");
              assertThat(groups.findValuesAsText("name")).contains("MnemeServiceDown");
              assertThat(groups.findValuesAsText("health")).containsOnly("ok");
            });
  }

  private static void assertThatGrafanaHasItsDashboards() {
    String found = compose.inside(GRAFANA, "sh", "-c", "ls /var/lib/grafana/dashboards");
    assertThat(found).contains("operations.json");
  }

  @Test
  @Order(4)
  void shouldForgetNothingOverDownAndUp() throws Exception {
    long before = entries();

    compose.down();
    start();

    assertThat(inLegacyLayer()).isEqualTo(REDACTED);
    await().atMost(SOON).untilAsserted(() -> assertThat(recalled()).containsExactly(REDACTED));
    assertThat(entries()).isGreaterThanOrEqualTo(before);
    http.post(
        at("memory-writer") + "/v1/personal/store",
        Map.of("subject", SUBJECT, "text", "The chimney is swept in May.", "type", "fact"));
    await().atMost(SOON).untilAsserted(() -> assertThat(recalled()).hasSize(2));
  }

  private static String at(String service) {
    return compose.address(service, PORTS.get(service)).toString();
  }

  private static String inLegacyLayer() {
    return compose.inside(
        "postgres",
        "psql",
        "-U",
        "mneme",
        "-d",
        "mneme",
        "-tAc",
        "SELECT text FROM memories WHERE memory_id = '" + memory + "'");
  }

  private static List<String> recalled() throws Exception {
    return http.get(at("memory-reader") + "/v1/personal/recall?subject=" + SUBJECT)
        .body()
        .path("items")
        .findValuesAsText("text");
  }

  private static long entries() throws Exception {
    JsonNode integrity = http.get(at("audit-sink") + "/v1/ledger/integrity").body();
    assertThat(integrity.path("intact").asBoolean()).as("%s", integrity).isTrue();
    return integrity.path("logs").findValues("entries").stream().mapToLong(JsonNode::asLong).sum();
  }
}
