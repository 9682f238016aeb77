package dev.mneme.shell.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

@MicronautTest
class EdgeTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;

  EdgeTest(EmbeddedServer server) {
    this.server = server;
  }

  @Test
  void shouldAnswerARefusalInTheEnvelopeWithItsRetryAfter() throws Exception {
    HttpResponse<String> response = get("/refuse/busy");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("3");
    assertThat(response.body())
        .contains("\"code\":\"SERVICE_UNAVAILABLE\"")
        .contains("\"message\":\"the log is away\"")
        .contains("\"path\":\"/refuse/busy\"")
        .contains("\"method\":\"GET\"")
        .contains("\"details\":{}")
        .contains("\"timestamp\":");
  }

  @Test
  void shouldNotRepeatWhatTheCallerSent() throws Exception {
    HttpResponse<String> response = get("/refuse/number?n=ada%40example.com");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("VALIDATION_ERROR").contains("n").doesNotContain("ada");
  }

  @Test
  void shouldHideTheWordsOfAFailureOfOurOwn() throws Exception {
    HttpResponse<String> response = get("/refuse/bug");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("INTERNAL_ERROR").doesNotContain("ada");
  }

  @Test
  void shouldPutAnUnknownPathIntoTheEnvelope() throws Exception {
    HttpResponse<String> response = get("/nowhere");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"code\":\"NOT_FOUND\"");
  }

  @Test
  void shouldSendBackTheTraceIdItWasGivenInTheHeaderAndInTheError() throws Exception {
    String trace = "0af7651916cd43dd8448eb211c80319c";

    HttpResponse<String> response = get("/refuse/busy", TraceId.HEADER, trace);

    assertThat(response.headers().firstValue(TraceId.HEADER)).contains(trace);
    assertThat(response.body()).contains("\"trace_id\":\"" + trace + "\"");
  }

  @Test
  void shouldTakeTheTraceFromTraceparent() throws Exception {
    HttpResponse<String> response =
        get(
            "/health/live",
            "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    assertThat(response.headers().firstValue(TraceId.HEADER))
        .contains("4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @Test
  void shouldNotBelieveATraceIdThatIsNone() throws Exception {
    HttpResponse<String> response = get("/health/live", TraceId.HEADER, "ada@example.com");

    assertThat(response.headers().firstValue(TraceId.HEADER).orElseThrow()).matches("[0-9a-f]{32}");
  }

  @Test
  void shouldBeAliveButNotReadyAndNameTheCheckThatFails() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);

    HttpResponse<String> ready = get("/health/ready");

    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("\"schemas-known\"").contains("DOWN");
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.getURI() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
