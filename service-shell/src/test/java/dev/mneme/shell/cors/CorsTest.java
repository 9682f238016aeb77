package dev.mneme.shell.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@MicronautTest
@Property(
    name = "mneme.cors.allowed-origins",
    value = "https://console.example.com, http://localhost:5173")
class CorsTest {

  private static final String ALLOWED = "https://console.example.com";

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;

  CorsTest(EmbeddedServer server) {
    this.server = server;
  }

  @Test
  void shouldPermitWhatAPageOfTheListAsksBeforehand() throws Exception {
    HttpResponse<String> answer =
        ask("OPTIONS", "Origin", ALLOWED, "Access-Control-Request-Method", "POST");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ALLOWED);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
        .contains("POST")
        .contains("DELETE");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("Authorization")
        .contains("X-Trace-ID");
    assertThat(answer.headers().firstValue("Access-Control-Max-Age")).contains("600");
    assertThat(answer.headers().allValues("Vary")).contains("Origin");
  }

  @Test
  void shouldAnswerAPageOfTheList() throws Exception {
    HttpResponse<String> answer = ask("GET", "Origin", ALLOWED);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ALLOWED);
    assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
        .contains("Retry-After");
  }

  @Test
  void shouldRefuseAPageOfAnotherOriginAndCountIt() throws Exception {
    for (String method : List.of("GET", "OPTIONS")) {
      HttpResponse<String> answer =
          ask(
              method,
              "Origin",
              "https://console.example.com.evil.example",
              "Access-Control-Request-Method",
              "POST");

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("FORBIDDEN").doesNotContain("evil");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
    assertThat(get("/metrics")).contains("http_origins_refused_total 2.0");
  }

  @Test
  void shouldNotConcernWhoSendsNoOrigin() throws Exception {
    assertThat(ask("GET").headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(ask("GET").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldLetAPageOfTheServiceItselfAsk() {
    List<String> none = List.of();

    assertThat(CorsDecision.of("http://127.0.0.1:4101", "127.0.0.1:4101", none))
        .isEqualTo(new CorsDecision.SameOrigin());
    assertThat(CorsDecision.of("http://127.0.0.1:4101", "127.0.0.1:4102", none))
        .isEqualTo(new CorsDecision.Refused("http://127.0.0.1:4101"));
  }

  @Test
  void shouldNotRepeatWhatIsNoOrigin() {
    for (String made : List.of("null", "https://a b", "ada@example.com", "https://x/ada", "")) {
      assertThat(CorsDecision.of(made, "x", List.of()))
          .as(made)
          .isEqualTo(new CorsDecision.Refused("malformed"));
    }
  }

  @Test
  void shouldNotStartWithAnOriginThatCanNeverMatch() {
    for (String bad : List.of("*", "console.example.com", "https://console.example.com/")) {
      assertThatThrownBy(() -> new CorsSettings(bad, Duration.ZERO))
          .as(bad)
          .hasMessageContaining("MNEME_CORS_ALLOWED_ORIGINS");
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(server.getURI() + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private HttpResponse<String> ask(String method, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.getURI() + "/health/live"))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
