package dev.mneme.guard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mneme.guard.webhook.http.HttpReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a receiver gets, as it would check it. */
class WebhookContractTest {

  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Notice NOTICE =
      new Notice(
          UUID.fromString("5e3f0c52-7a32-4f2a-9a15-5d6d7a1f9a11"),
          "guard.downgraded",
          NOW,
          "*new@local*: downgraded by guard. Three failures",
          Map.of("scope", "new@local"));

  private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String retryAfter = "";

  private record Got(String id, String seconds, String signature, String type, byte[] body) {}

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::take);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    got.add(
        new Got(
            headers.getFirst("webhook-id"),
            headers.getFirst("webhook-timestamp"),
            headers.getFirst("webhook-signature"),
            headers.getFirst("Content-Type"),
            exchange.getRequestBody().readAllBytes()));
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Test
  void shouldSendATextForPeopleAndDataForProgramsSignedOverAll() throws Exception {
    assertThat(deliver()).isEqualTo(new Attempt.Taken());

    Got request = got.remove();
    assertThat(request.id()).isEqualTo(NOTICE.id().toString());
    assertThat(request.seconds()).isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(request.type()).isEqualTo("application/json");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    String signed =
        "%s.%s.%s"
            .formatted(
                request.id(),
                request.seconds(),
                new String(request.body(), StandardCharsets.UTF_8));
    assertThat(request.signature())
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    JsonNode body = new ObjectMapper().readTree(request.body());
    assertThat(body.path("type").asText()).isEqualTo("guard.downgraded");
    assertThat(body.path("text").asText()).isEqualTo(NOTICE.text());
    assertThat(body.path("timestamp").asText()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(body.at("/data/scope").asText()).isEqualTo("new@local");
  }

  @Test
  void shouldTryAgainLaterWhatMayBeTakenThenAndWhenTheReceiverSays() throws Exception {
    status = 503;
    assertThat(deliver()).isEqualTo(new Attempt.Later("status 503", Optional.empty()));

    status = 429;
    retryAfter = "7";
    assertThat(deliver())
        .isEqualTo(new Attempt.Later("status 429", Optional.of(Duration.ofSeconds(7))));
  }

  @Test
  void shouldNotTryAgainWhatIsRefusedNorFollowWhereItIsSent() throws Exception {
    for (int refused : new int[] {302, 400, 401, 404, 410}) {
      status = refused;
      assertThat(deliver()).isEqualTo(new Attempt.Refused("status " + refused));
    }
  }

  @Test
  void shouldTryAgainLaterWhenNobodyAnswers() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(deliver(port)).isInstanceOf(Attempt.Later.class);
  }

  private Attempt deliver() throws InterruptedException {
    return deliver(server.getAddress().getPort());
  }

  private static Attempt deliver(int port) throws InterruptedException {
    try (HttpReceiver receiver =
        new HttpReceiver(
            URI.create("http://127.0.0.1:%d/hook".formatted(port)),
            Signature.of(SECRET),
            Duration.ofSeconds(20),
            InstantSource.fixed(NOW))) {
      return receiver.deliver(NOTICE);
    }
  }
}
