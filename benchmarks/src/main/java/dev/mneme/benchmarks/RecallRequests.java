package dev.mneme.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** An assistant that stores with a writer and asks a reader over HTTP, one request at a time. */
final class RecallRequests implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String writer;
  private final String reader;
  private final Supplier<String> authorization;

  /**
   * @param authorization header, made anew for each request: a token lives shorter than a run
   */
  RecallRequests(String writer, String reader, Supplier<String> authorization) {
    this.writer = writer;
    this.reader = reader;
    this.authorization = authorization;
  }

  /**
   * @param byMeaning whether the question's vector took part
   */
  record Asked(double millis, boolean byMeaning) {}

  /** When a store request was answered and when its memory was recalled, since it was sent. */
  record Written(double acknowledgedMillis, double recalledMillis) {}

  Asked recall(String subject, String words, int limit) throws IOException, InterruptedException {
    HttpRequest request =
        post(reader, "recall", Map.of("subject", subject, "query", words, "limit", limit));
    long start = System.nanoTime();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    double millis = (System.nanoTime() - start) / 1e6;
    JsonNode answer = json.readTree(response.body());
    if (response.statusCode() != 200 || !answer.path("served_by").asText().equals("new")) {
      throw new IllegalStateException(
          "a recall was not served by the index: %d %s"
              .formatted(response.statusCode(), answer.path("degraded")));
    }
    return new Asked(millis, answer.path("ranking").path("dense").asText().equals("used"));
  }

  Written untilRecalled(String subject, String text) throws IOException, InterruptedException {
    HttpRequest store =
        post(writer, "store", Map.of("subject", subject, "type", "episode", "text", text));
    long start = System.nanoTime();
    HttpResponse<byte[]> stored = http.send(store, BodyHandlers.ofByteArray());
    double acknowledged = (System.nanoTime() - start) / 1e6;
    String id = json.readTree(stored.body()).path("id").asText();
    if (stored.statusCode() != 201 || id.isEmpty()) {
      throw new IllegalStateException("a memory was not stored: " + stored.statusCode());
    }
    HttpRequest look =
        request(reader, "/v1/personal/recall/" + id + "?subject=" + subject).GET().build();
    while (true) {
      HttpResponse<byte[]> response = http.send(look, BodyHandlers.ofByteArray());
      double millis = (System.nanoTime() - start) / 1e6;
      if (json.readTree(response.body()).path("count").asInt() == 1) {
        return new Written(acknowledged, millis);
      }
      if (millis > PATIENCE.toMillis()) {
        throw new IllegalStateException("a stored memory was not recalled in " + PATIENCE);
      }
      Thread.sleep(1);
    }
  }

  private HttpRequest post(String base, String operation, Map<String, Object> body)
      throws IOException {
    return request(base, "/v1/personal/" + operation)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
        .build();
  }

  private HttpRequest.Builder request(String base, String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(PATIENCE)
        .header("Authorization", authorization.get());
  }

  @Override
  public void close() {
    http.close();
  }
}
