package dev.mneme.shell.slo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpStatus;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MicronautTest
@Property(name = "test.slo", value = "true")
@Property(name = "mneme.slo.store", value = "20ms")
@Property(name = "mneme.slo.recall", value = "20ms")
@Property(name = "mneme.slo.open-for", value = "1m")
class SloGateTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;

  SloGateTest(EmbeddedServer server) {
    this.server = server;
  }

  @BeforeEach
  void closed() throws Exception {
    ShelledController.millis = 0;
    ShelledController.status = HttpStatus.OK;
    for (String operation : new String[] {"store", "recall", "forget"}) {
      assertThat(reset(operation).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldStopAnOperationThatIsLateMostOfTheTimeAndLetTheOthersGoOn() throws Exception {
    ShelledController.millis = 40;
    ask(10, "POST", "/v1/personal/store");
    ShelledController.millis = 0;

    HttpResponse<String> refused = ask("POST", "/v1/personal/store");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"code\":\"SLO_VIOLATION\"").contains("store");
    assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1L, 61L);
    assertThat(ask("DELETE", "/v1/personal/forget").statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/v1/breakers").body())
        .contains("\"operation\":\"store\",\"state\":\"open\"");
    assertThat(ask("GET", "/metrics").body())
        .contains("slo_breaker_state{operation=\"store\"} 2.0")
        .contains("slo_breaker_state{operation=\"forget\"} 0.0")
        .contains("slo_violation_total{operation=\"store\",slo=\"latency\"} 10.0")
        .contains(
            "memory_operation_latency_ms_count{family=\"personal\",operation=\"store\",status=\"shed\"}"
                + " 1");
  }

  @Test
  void shouldStopAnOperationThatFailsMostOfTheTime() throws Exception {
    ShelledController.status = HttpStatus.INTERNAL_SERVER_ERROR;
    ask(10, "DELETE", "/v1/personal/forget");
    ShelledController.status = HttpStatus.OK;

    assertThat(ask("DELETE", "/v1/personal/forget").body()).contains("SLO_VIOLATION");
    assertThat(ask("GET", "/metrics").body())
        .contains("slo_violation_total{operation=\"forget\",slo=\"availability\"} 10.0");
  }

  @Test
  void shouldNotStopAnythingForWhatCallersDoWrong() throws Exception {
    ShelledController.status = HttpStatus.BAD_REQUEST;
    ask(20, "DELETE", "/v1/personal/forget");

    assertThat(ask("DELETE", "/v1/personal/forget").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldLetWhoeverMustNotFailGoOnWithoutTheOperation() throws Exception {
    ShelledController.millis = 40;
    ask(10, "GET", "/v1/personal/recall");
    ShelledController.millis = 0;

    HttpResponse<String> instead = ask("GET", "/v1/personal/recall");

    assertThat(instead.statusCode()).isEqualTo(200);
    assertThat(instead.body()).contains("\"instead\":\"most recall requests");
    assertThat(instead.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void shouldLetEverythingInAgainWhenAnOperatorResetsIt() throws Exception {
    ShelledController.millis = 40;
    ask(10, "POST", "/v1/personal/store");
    ShelledController.millis = 0;
    assertThat(ask("POST", "/v1/personal/store").statusCode()).isEqualTo(503);

    HttpResponse<String> reset = reset("store");

    assertThat(reset.body()).contains("\"state\":\"closed\"").contains("\"requests\":0");
    assertThat(ask("POST", "/v1/personal/store").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNameTheBreakersThereAreWhenThereIsNoSuchOne() throws Exception {
    HttpResponse<String> unknown = reset("distill");

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("store, recall, forget");
  }

  @Test
  void shouldShowEverySeriesFromTheStart() throws Exception {
    assertThat(ask("GET", "/metrics").body())
        .contains(
            "memory_operation_latency_ms_bucket{family=\"personal\",operation=\"recall\",status=\"error\",le=\"15.0\"}"
                + " 0")
        .contains("slo_violation_total{operation=\"recall\",slo=\"availability\"} 0.0");
  }

  private HttpResponse<String> reset(String operation) throws Exception {
    return ask("POST", "/v1/breakers/" + operation + "/reset");
  }

  private void ask(int times, String method, String path) throws Exception {
    for (int i = 0; i < times; i++) {
      ask(method, path);
    }
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.getURI() + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
