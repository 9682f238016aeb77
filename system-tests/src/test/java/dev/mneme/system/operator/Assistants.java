package dev.mneme.system.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.identity.DerivedId;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.token.SigningKey;
import dev.mneme.stack.token.TokenRequest;
import dev.mneme.system.oracle.Publisher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Callers of every service, good and bad, who remember the receipt of each answer. */
final class Assistants implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Stack stack;
  private final Random random = new Random(11);
  private final Map<UUID, Integer> answered = new HashMap<>();
  private int unanswered;
  private int number;

  Assistants(Stack stack) {
    this.stack = stack;
  }

  /** How many answers carried each receipt. */
  Map<UUID, Integer> answered() {
    return Map.copyOf(answered);
  }

  /** Requests of which nobody knows how they ended. */
  int unanswered() {
    return unanswered;
  }

  static UUID receipt(String subject, UUID event) {
    return DerivedId.of("audit", Publisher.TENANT, subject, event.toString());
  }

  /** Nobody else's. */
  String subject(String name) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** So many requests of every kind, one after the other. */
  void work(int requests) throws IOException, InterruptedException {
    for (int i = 0; i < requests; i++) {
      String subject = Publisher.subject(random.nextInt(8));
      String bearer = stack.bearer(Publisher.TENANT);
      switch (number++ % 16) {
        case 0, 1 -> store(subject, "note " + number);
        case 2 -> {
          store(subject, "the same again");
          store(subject, "the same again");
        }
        case 3 -> send(PartName.WRITER, "POST", "/v1/personal/store", bearer, "no json");
        case 4 -> send(PartName.WRITER, "POST", "/v1/personal/store", null, "{}");
        case 5 -> send(PartName.WRITER, "POST", "/v1/population/store", bearer, "{}");
        case 6 ->
            send(
                PartName.WRITER,
                "POST",
                "/v1/personal/memories/%s/promote?subject=%s".formatted(new UUID(5, 5), subject),
                bearer,
                "{\"subject\":\"%s\"}".formatted(subject));
        case 7, 8 -> recall(subject, "note");
        case 9 ->
            send(
                PartName.READER,
                "GET",
                "/v1/personal/recall/%s?subject=%s".formatted(new UUID(6, 6), subject),
                bearer,
                null);
        case 10 ->
            send(
                PartName.READER,
                "GET",
                "/v1/personal/recall?limit=many&subject=" + subject,
                bearer,
                null);
        case 11 -> recallOfAnother(subject);
        case 12 ->
            send(
                PartName.GUARD,
                "POST",
                "/v1/guard/scopes/new@elsewhere/reset-failures",
                bearer,
                "{\"actor\":\"ada\",\"reason\":\"drill\"}");
        case 13 ->
            send(PartName.GUARD, "POST", "/v1/guard/scopes/new@elsewhere/force", bearer, "{}");
        case 14 -> send(PartName.AUDIT_SINK, "GET", "/v1/ledger/root", null, null);
        default ->
            send(
                PartName.WRITER,
                "POST",
                "/v1/personal/store",
                bearer,
                "{\"subject\":\"%s\",\"text\":\"%s\"}".formatted(subject, "x".repeat(2_000_000)));
      }
    }
  }

  /** So many refusals at once. */
  void flood(int requests) {
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      sent.add(
          http.sendAsync(
              request(PartName.READER, "GET", "/v1/personal/recall?subject=x", null, null).build(),
              BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> each : sent) {
      remember(each.join());
    }
  }

  Optional<UUID> store(String subject, String text) throws IOException, InterruptedException {
    return send(
        PartName.WRITER,
        "POST",
        "/v1/personal/store",
        stack.bearer(Publisher.TENANT),
        "{\"subject\":\"%s\",\"type\":\"fact\",\"text\":\"%s\"}".formatted(subject, text));
  }

  Optional<UUID> recall(String subject, String words) throws IOException, InterruptedException {
    return send(
        PartName.READER,
        "POST",
        "/v1/personal/recall",
        stack.bearer(Publisher.TENANT),
        "{\"subject\":\"%s\",\"query\":\"%s\"}".formatted(subject, words));
  }

  /** With a token that is for somebody else. */
  Optional<UUID> recallOfAnother(String subject) throws IOException, InterruptedException {
    String token =
        SigningKey.existing(stack.settings().layout())
            .sign(
                new TokenRequest(
                    Publisher.TENANT,
                    subject("somebody else"),
                    "curious",
                    List.of("personal:recall"),
                    Duration.ofMinutes(5)),
                Instant.now());
    return send(
        PartName.READER, "GET", "/v1/personal/recall?subject=" + subject, "Bearer " + token, null);
  }

  Optional<UUID> forget(String subject) throws IOException, InterruptedException {
    return send(
        PartName.WRITER,
        "DELETE",
        "/v1/personal/forget?reason=asked&subject=" + subject,
        stack.bearer(Publisher.TENANT),
        null);
  }

  /** The proof of an operation, once there is one. */
  String proof(UUID receipt) throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(end)) {
      JsonNode view = view(receipt);
      if (view.path("state").asText().equals("provable")) {
        return view.path("receipt").asText();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no proof of " + receipt + " within 60 s");
  }

  int partitionOf(UUID receipt) throws IOException, InterruptedException {
    return view(receipt).path("partition").asInt();
  }

  private JsonNode view(UUID receipt) throws IOException, InterruptedException {
    return JSON.readTree(
        http.send(
                request(
                        PartName.AUDIT_SINK,
                        "GET",
                        "/v1/receipts/" + receipt,
                        stack.bearer(Publisher.TENANT),
                        null)
                    .build(),
                BodyHandlers.ofString())
            .body());
  }

  private Optional<UUID> send(
      PartName to, String method, String path, @Nullable String bearer, @Nullable String body)
      throws InterruptedException {
    HttpResponse<String> response;
    try {
      response =
          http.send(request(to, method, path, bearer, body).build(), BodyHandlers.ofString());
    } catch (IOException nobodyAnswers) {
      unanswered++;
      return Optional.empty();
    }
    return Optional.of(remember(response));
  }

  private UUID remember(HttpResponse<String> response) {
    UUID receipt =
        response
            .headers()
            .firstValue("X-Audit-Receipt-ID")
            .map(UUID::fromString)
            .orElseThrow(
                () ->
                    new AssertionError(
                        "no receipt: %s %d %s"
                            .formatted(response.uri(), response.statusCode(), response.body())));
    answered.merge(receipt, 1, Integer::sum);
    return receipt;
  }

  private HttpRequest.Builder request(
      PartName to, String method, String path, @Nullable String bearer, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stack.ports().http(to) + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return bearer == null ? request : request.header("Authorization", bearer);
  }

  @Override
  public void close() {
    http.close();
  }
}
