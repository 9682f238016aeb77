package dev.mneme.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.KnownPlacement;
import dev.mneme.reader.instances.Placement;
import dev.mneme.reader.instances.Placement.Share;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that has nothing, beside two others that a test plays. */
class ForwardingTest {

  private static final String ADA = "a".repeat(64);
  private static final int PARTITIONS = 4;

  @TempDir static Path state;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static EmbeddedServer server;
  private static Played owner;
  private static Played standby;

  @BeforeAll
  static void start() throws Exception {
    owner = new Played();
    standby = new Played();
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    Map<String, Object> settings = new HashMap<>();
    settings.put("micronaut.server.port", -1);
    settings.put("mneme.instance", "asked");
    settings.put("mneme.kafka-bootstrap", "127.0.0.1:1");
    settings.put("mneme.registry-url", "http://127.0.0.1:1/apis/ccompat/v7");
    settings.put("mneme.state-dir", state.toString());
    settings.put("mneme.audit-key", key);
    settings.put("mneme.development", "true");
    settings.put("mneme.dlq-key", key);
    settings.put("mneme.embeddings.enabled", "false");
    settings.put("mneme.legacy.jdbc-url", "jdbc:postgresql://127.0.0.1:1/mneme");
    settings.put("mneme.reader.recall-budget", "PT20S");
    settings.put("mneme.instances.forward-budget", "PT10S");
    server = ApplicationContext.run(EmbeddedServer.class, settings);
  }

  @AfterAll
  static void stop() {
    server.close();
    owner.close();
    standby.close();
  }

  @BeforeEach
  void place() {
    owner.answers(200, "{\"by\":\"owner\"}");
    standby.answers(200, "{\"by\":\"standby\"}");
    Map<Integer, Share> shares = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      shares.put(partition, new Share("owner", List.of("standby"), Optional.empty()));
    }
    agree(owner.address(), shares);
  }

  private static void agree(URI ownerAt, Map<Integer, Share> shares) {
    server
        .getApplicationContext()
        .getBean(KnownPlacement.class)
        .agreed(
            new Placement(
                PARTITIONS,
                List.of(
                    new Instance("asked", server.getURI()),
                    new Instance("owner", ownerAt),
                    new Instance("standby", standby.address())),
                shares));
  }

  @Test
  void shouldSendAQuestionWholeToTheOwnerAndItsAnswerBack() throws Exception {
    String question = "{\"limit\":3,\"subject\":\"%s\",\"query\":\"the dog?\"}".formatted(ADA);

    HttpResponse<String> answer =
        send(
            request("/v1/personal/recall?explain=true")
                .header("Content-Type", "application/json")
                .header("X-Trace-ID", "0123456789abcdef0123456789abcdef")
                .POST(BodyPublishers.ofString(question)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"by\":\"owner\"}");
    assertThat(answer.headers().firstValue("X-Mneme-Answered-By")).contains("owner");
    assertThat(answer.headers().allValues("X-Trace-ID"))
        .containsExactly("0123456789abcdef0123456789abcdef");
    assertThat(owner.asked)
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.line()).isEqualTo("POST /v1/personal/recall?explain=true");
              assertThat(asked.body()).isEqualTo(question);
              assertThat(asked.header("Authorization")).isEqualTo("Bearer of-the-caller");
              assertThat(asked.header("X-Mneme-Forwarded-By")).isEqualTo("asked");
              assertThat(Integer.parseInt(asked.header("X-Mneme-Time-Left-Ms"))).isPositive();
              assertThat(asked.header("X-Trace-ID")).isEqualTo("0123456789abcdef0123456789abcdef");
            });
    assertThat(standby.asked).isEmpty();
  }

  @Test
  void shouldAskTheStandbyWhenTheOwnersCopyHasNotCaughtUp() throws Exception {
    owner.answers(421, "");

    HttpResponse<String> answer = get("/v1/personal/recall?q=a%20dog&subject=" + ADA);

    assertThat(answer.body()).isEqualTo("{\"by\":\"standby\"}");
    assertThat(standby.asked.getFirst().line())
        .isEqualTo("GET /v1/personal/recall?q=a%20dog&subject=" + ADA);
  }

  @Test
  void shouldAskTheStandbyWhenTheOwnerIsGoneOrBroken() throws Exception {
    owner.answers(500, "broken");
    assertThat(get("/v1/personal/recall?subject=" + ADA).body()).isEqualTo("{\"by\":\"standby\"}");

    Map<Integer, Share> shares = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      shares.put(partition, new Share("owner", List.of("standby"), Optional.empty()));
    }
    agree(URI.create("http://127.0.0.1:1"), shares);

    assertThat(get("/v1/personal/recall?subject=" + ADA).body()).isEqualTo("{\"by\":\"standby\"}");
  }

  @Test
  void shouldAnswerWithTheReasonWhenNobodyElseCan() throws Exception {
    owner.answers(421, "");
    standby.answers(503, "");

    HttpResponse<String> answer = get("/v1/personal/recall?subject=" + ADA);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"degraded\":{").contains("\"count\":0");
  }

  @Test
  void shouldPassBackWhatTheOwnerRefuses() throws Exception {
    owner.answers(403, "{\"error\":{}}");

    HttpResponse<String> answer = get("/v1/personal/recall?subject=" + ADA);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(standby.asked).isEmpty();
  }

  @Test
  void shouldNotForwardWhatWasForwarded() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/v1/personal/recall?subject=" + ADA)
                .header("X-Mneme-Forwarded-By", "another")
                .GET());

    assertThat(answer.statusCode()).isEqualTo(421);
    assertThat(owner.asked).isEmpty();
  }

  @Test
  void shouldLeaveTheEntryOfTheAuditToWhoAnswers() throws Exception {
    UUID entry = UUID.randomUUID();
    owner.writes(entry);

    HttpResponse<String> answer = get("/v1/personal/recall?subject=" + ADA);

    assertThat(answer.headers().allValues("X-Audit-Receipt-ID")).containsExactly(entry.toString());
  }

  @Test
  void shouldPassOnTheBytesOfAnExport() throws Exception {
    String memories = "{\"id\":1}\n".repeat(20_000);
    owner.answers(200, memories);

    HttpResponse<String> answer = get("/v1/personal/export?format=jsonlines&subject=" + ADA);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(memories);
    assertThat(owner.asked.getFirst().line())
        .isEqualTo("GET /v1/personal/export?format=jsonlines&subject=" + ADA);
    assertThat(owner.asked.getFirst().header("X-Mneme-Forwarded-By")).isEqualTo("asked");
  }

  @Test
  void shouldLookForAPreparedExportWhereverItMayBe() throws Exception {
    String place = "/v1/personal/export/" + UUID.randomUUID() + "?subject=" + ADA;
    owner.answers(404, "{}");
    standby.answers(200, "{\"status\":\"ready\"}");

    assertThat(get(place).body()).isEqualTo("{\"status\":\"ready\"}");

    standby.answers(404, "{}");
    assertThat(get(place).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldSayThatAnExportIsNotPossibleNowWhenNobodyHasTheMemories() throws Exception {
    owner.answers(503, "{}");
    standby.answers(421, "");

    assertThat(get("/v1/personal/export?subject=" + ADA).statusCode()).isEqualTo(503);
  }

  @Test
  void shouldTellAllOthersToThrowKeptAnswersAway() throws Exception {
    standby.answers(500, "broken");

    HttpResponse<String> answer =
        send(
            request("/v1/cache/invalidate")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"subject\":\"%s\"}".formatted(ADA))));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"others\":[\"owner\"]")
        .contains("\"not_reached\":[\"standby\"]");
    assertThat(owner.asked.getFirst().line()).isEqualTo("POST /v1/cache/invalidate");
    assertThat(owner.asked.getFirst().body()).contains(ADA);

    send(
        request("/v1/cache/invalidate")
            .header("Content-Type", "application/json")
            .header("X-Mneme-Forwarded-By", "another")
            .POST(BodyPublishers.ofString("{\"all\":true}")));
    assertThat(owner.asked).hasSize(1);
  }

  @Test
  void shouldGiveNobodyAPartWithoutAProof() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/v1/instances/distill?partitions=0")
                .header("Content-Type", "application/octet-stream")
                .header("X-Mneme-Part-Proof", "1." + "0".repeat(64))
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void shouldRefuseHereWhatNamesNoSubject() throws Exception {
    assertThat(get("/v1/personal/recall?subject=ada@example.com").statusCode()).isEqualTo(400);
    assertThat(
            send(request("/v1/personal/recall")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"subject\":")))
                .statusCode())
        .isEqualTo(400);
    assertThat(owner.asked).isEmpty();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.getURL() + path))
        .header("Authorization", "Bearer of-the-caller");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** Another instance: remembers what it was asked, and answers as it is told. */
  private static final class Played implements AutoCloseable {

    record Asked(String line, Map<String, String> headers, String body) {

      String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
      }
    }

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer http;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile String receipt = "";

    Played() throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext("/", this::answer);
      http.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    void answers(int with, String text) {
      asked.clear();
      receipt = "";
      status = with;
      body = text;
    }

    void writes(UUID entry) {
      receipt = entry.toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      asked.add(
          new Asked(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      if (!receipt.isEmpty()) {
        exchange.getResponseHeaders().add("X-Audit-Receipt-ID", receipt);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }
}
