package dev.mneme.writer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.writer.Sample;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an operator switches at start, and how often one may ask. */
class SwitchesTest {
  private static final String SUBJECT = Sample.subject(1);
  private static final String BODY = "{\"text\":\"x\"}";
  private static final String STORE = "/v1/personal/store";
  private static final String[] FEATURE = {"X-Feature-Memory-Context", "enabled"};

  @Test
  void shouldCloseTheMemoryEndpointsWhenOffButForInternalTesters() throws Exception {
    try (RunningEdge edge = RunningEdge.start(Map.of("memory.layer.mode", "off"))) {
      String plain = edge.token("acme", SUBJECT, "personal:store");
      String internal = edge.token("acme", SUBJECT, "personal:store", "internal");

      HttpResponse<String> off = edge.send("POST", STORE, plain, BODY);

      assertThat(off.statusCode()).isEqualTo(503);
      assertThat(off.body()).contains("SERVICE_UNAVAILABLE", "\"path\":\"/v1/personal/store\"");
      assertThat(edge.send("POST", STORE, null, BODY).statusCode()).isEqualTo(503);
      assertThat(edge.send("POST", STORE, internal, BODY).statusCode()).isEqualTo(503);
      assertThat(edge.send("POST", STORE, plain, BODY, FEATURE).statusCode()).isEqualTo(503);
      assertThat(edge.send("POST", STORE, null, BODY, FEATURE).statusCode()).isEqualTo(401);
      assertThat(edge.send("POST", STORE, internal, BODY, FEATURE).statusCode()).isEqualTo(201);
      assertThat(edge.send("GET", "/health/live", null, null).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldStopWritesAtOnceAndStillForget() throws Exception {
    try (RunningEdge edge = RunningEdge.start(Map.of("memory.layer.write-enabled", "false"))) {
      String token =
          edge.token("acme", SUBJECT, "personal:store", "personal:edit", "personal:forget");
      String memory = "/v1/personal/memories/" + UUID.randomUUID();

      HttpResponse<String> stored = edge.send("POST", STORE, token, BODY);

      assertThat(stored.statusCode()).isEqualTo(503);
      assertThat(stored.body()).contains("storing is switched off");
      assertThat(stored.headers().firstValue("Retry-After")).isPresent();
      assertThat(edge.send("PATCH", memory, token, BODY).statusCode()).isEqualTo(503);
      assertThat(edge.send("POST", memory + "/promote", token, null).statusCode()).isEqualTo(503);
      assertThat(
              edge.send("DELETE", "/v1/personal/forget/" + UUID.randomUUID(), token, null)
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void shouldLimitHowOftenOneTokenAsks() throws Exception {
    try (RunningEdge edge =
        RunningEdge.start(
            Map.of("mneme.rate.personal-per-second", 1, "mneme.rate.burst-seconds", 2))) {
      String token = edge.token("acme", SUBJECT, "personal:store");
      int refused = 0;
      HttpResponse<String> last = edge.send("POST", STORE, token, BODY);
      for (int i = 0; i < 20 && refused == 0; i++) {
        last = edge.send("POST", STORE, token, BODY);
        refused += last.statusCode() == 429 ? 1 : 0;
      }

      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(last.body()).contains("RATE_LIMITED");
      assertThat(last.headers().firstValue("Retry-After").map(Integer::parseInt))
          .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 2));
      String other = edge.token("acme", Sample.subject(2), "personal:store");
      assertThat(edge.send("POST", STORE, other, BODY).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void shouldNotStartWithAModeThatIsNone() {
    assertThatThrownBy(() -> RunningEdge.start(Map.of("memory.layer.mode", "ful")))
        .rootCause()
        .hasMessage("MEMORY_LAYER_MODE is 'ful'; it must be one of off, shadow, canary, full");
  }

  @Test
  void shouldNotStartWithoutKeysUnlessForDevelopment() throws Exception {
    assertThatThrownBy(() -> RunningEdge.start(Map.of("mneme.jwks", "")))
        .rootCause()
        .hasMessageStartingWith("MNEME_JWKS is not set");
    try (RunningEdge open =
        RunningEdge.start(Map.of("mneme.jwks", "", "mneme.development", "true"))) {
      HttpResponse<String> response =
          open.send("POST", STORE, null, "{\"subject\":\"%s\",\"text\":\"x\"}".formatted(SUBJECT));
      assertThat(response.statusCode()).isEqualTo(201);
    }
  }
}
