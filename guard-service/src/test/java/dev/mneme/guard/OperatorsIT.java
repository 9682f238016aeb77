package dev.mneme.guard;

import static dev.mneme.guard.GuardStack.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.GuardEvent;
import dev.mneme.events.GuardEventKind;
import dev.mneme.events.LayerMode;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.token.TokenRequest;
import dev.mneme.topics.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands over HTTP to the guard as a process, and what the topics and meters show of them. */
class OperatorsIT {
  private static Stack stack;

  @BeforeAll
  static void start() throws Exception {
    stack = GuardStack.running();
  }

  @Test
  void shouldObeyOperatorsOverHttpAndSayWhatBecameOfIt() throws Exception {
    String id = UUID.randomUUID().toString();
    String force =
        "{\"mode\":\"write_only\",\"ttl\":\"PT10M\",\"actor\":\"alice\","
            + "\"reason\":\"drill\",\"command_id\":\"%s\"}".formatted(id);

    HttpResponse<String> forced = post("new@operated/force", force);
    HttpResponse<String> again = post("new@operated/force", force);
    await()
        .atMost(START)
        .until(() -> metrics().contains("memory_mode_gauge{scope=\"new@operated\"} 1.0"));
    HttpResponse<String> cleared =
        post("new@operated/clear", "{\"actor\":\"bob\",\"reason\":\"drill over\"}");

    assertThat(forced.statusCode()).isEqualTo(200);
    assertThat(forced.body())
        .contains("\"command_id\":\"" + id, "\"changed\":true", "\"mode\":\"write_only\"")
        .contains("\"actor\":\"alice via test\"", "\"event\":\"forced\"");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(cleared.body())
        .contains("\"state\":\"probe_offered\"", "by bob via test: drill over");
    try (var log =
        new LogOfScope(
            stack.ports().bootstrap(), GuardStack.codecs(), new Scope(Scope.NEW, "operated"))) {
      assertThat(log.modes(2)).extracting(LayerMode::getEpoch).startsWith(1L, 2L);
      assertThat(log.events())
          .extracting(GuardEvent::getKind, GuardEvent::getActor)
          .containsExactly(
              tuple(GuardEventKind.FORCED, "alice via test"),
              tuple(GuardEventKind.CLEARED, "bob via test"));
    }
    assertThat(metrics()).contains("memory_guard_events_total{event=\"forced\"}");
  }

  @Test
  void shouldRefuseCommandsThatAreWrongAndNameTheField() throws Exception {
    String operator = "\"actor\":\"alice\",\"reason\":\"drill\"";

    assertThat(post("new@x/force", "{%s,\"mode\":\"off\"}".formatted(operator)).body())
        .contains("VALIDATION_ERROR", "\"field\":\"ttl\"");
    assertThat(
            post("new@x/force", "{%s,\"mode\":\"on\",\"ttl\":\"PT1M\"}".formatted(operator)).body())
        .contains("\"field\":\"mode\"");
    assertThat(
            post("new@x/force", "{%s,\"mode\":\"off\",\"ttl\":\"P2D\"}".formatted(operator)).body())
        .contains("\"field\":\"ttl\"");
    assertThat(post("log@x/clear", "{%s}".formatted(operator)).body())
        .contains("\"field\":\"scope\"");
    assertThat(post("new@x/clear", "{\"actor\":\"alice\"}").body())
        .contains("\"field\":\"reason\"");
    assertThat(post("new@x/clear", "{\"reason\":\"drill\"}").body())
        .contains("\"field\":\"actor\"");
  }

  @Test
  void shouldWriteSettingsDownAndShowWhatIsInForce() throws Exception {
    String who = "\"actor\":\"alice\",\"reason\":\"drill\"";

    HttpResponse<String> rollout =
        set("rollout", "{%s,\"mode\":\"canary\",\"percent\":12.5,\"region\":\"local\"}", who);
    HttpResponse<String> feature = set("features/concepts", "{%s,\"value\":\"on:5\"}", who);

    assertThat(rollout.statusCode()).as(rollout.body()).isEqualTo(200);
    assertThat(rollout.body())
        .contains("\"target\":\"rollout@local\"", "\"value\":\"canary:12.5\"", "\"offset\":")
        .contains("\"actor\":\"alice via test\"");
    assertThat(feature.body()).contains("\"target\":\"feature:concepts\"", "\"value\":\"on:5\"");
    await()
        .atMost(START)
        .untilAsserted(
            () ->
                assertThat(send(request("/v1/rollout").GET()).body())
                    .contains("\"known\":true", "\"value\":\"canary:12.5\"", "\"percent\":12.5")
                    .contains("\"actor\":\"alice via test\"", "\"reason\":\"drill\""));
    assertThat(metrics()).contains("memory_rollout_percent{region=\"local\"} 12.5");
  }

  @Test
  void shouldRefuseSettingsThatAreWrongAndNameTheField() throws Exception {
    String who = "\"actor\":\"alice\",\"reason\":\"drill\"";

    assertWrong("mode", set("rollout", "{%s}", who));
    assertWrong("mode", set("rollout", "{%s,\"mode\":\"ful\"}", who));
    assertWrong("percent", set("rollout", "{%s,\"mode\":\"canary\"}", who));
    assertWrong("percent", set("rollout", "{%s,\"mode\":\"canary\",\"percent\":\"120\"}", who));
    assertWrong("percent", set("rollout", "{%s,\"mode\":\"full\",\"percent\":\"5\"}", who));
    assertWrong("region", set("rollout", "{%s,\"mode\":\"off\",\"region\":\"Nord\"}", who));
    assertWrong("reason", set("rollout", "{\"actor\":\"alice\",\"mode\":\"off\"%s}", ""));
    assertWrong("value", set("features/write", "{%s,\"value\":\"maybe\"}", who));
    assertWrong("value", set("features/k-anonymity", "{%s,\"value\":\"on:50\"}", who));
  }

  private static void assertWrong(String field, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("VALIDATION_ERROR", "\"field\":\"" + field + "\"");
  }

  private static HttpResponse<String> set(String path, String body, String who) throws Exception {
    return send(
        request("/v1/" + path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.formatted(who))));
  }

  private static String metrics() throws Exception {
    return send(request("/metrics").GET()).body();
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        request("/v1/guard/scopes/" + path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void shouldObeyOperatorsOnly() throws Exception {
    String body = "{\"actor\":\"alice\",\"reason\":\"drill\"}";
    HttpRequest.Builder clear =
        HttpRequest.newBuilder(
                URI.create(stack.ports().http(PartName.GUARD) + "/v1/guard/scopes/new@x/clear"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));

    assertThat(send(clear).statusCode()).isEqualTo(401);
    assertThat(send(clear.header("Authorization", bearer("auditor"))).statusCode()).isEqualTo(403);
  }

  private static String bearer(String scope) {
    return "Bearer "
        + stack.token(
            new TokenRequest("default", null, "test", List.of(scope), Duration.ofMinutes(5)));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(stack.ports().http(PartName.GUARD) + path))
        .header("Authorization", bearer("operator"))
        .timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
