package dev.mneme.system.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An assistant that asks memory-reader. */
public final class Reader {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final String base;
  private final Supplier<String> authorization;

  /** One memory of an answer. */
  public record Item(String id, String text) {}

  /** What a recall answered. */
  public record Answer(int status, List<Item> items, String servedBy, String degraded) {}

  public Reader(Stack stack) {
    this.base = stack.ports().http(PartName.READER);
    this.authorization = () -> stack.bearer("default");
  }

  /** A token is made anew for each request: it lives shorter than a test may. */
  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(PATIENCE)
        .header("Authorization", authorization.get());
  }

  public Answer latest(String subject, int limit) throws IOException, InterruptedException {
    return get("/v1/personal/recall?subject=" + subject + "&limit=" + limit);
  }

  public Answer recall(String subject, String words) throws IOException, InterruptedException {
    return get(
        "/v1/personal/recall?subject="
            + subject
            + "&q="
            + URLEncoder.encode(words, StandardCharsets.UTF_8));
  }

  /** Makes a layer fail from now on: timeout, unauthorized or server_error. */
  public void inject(String layer, String fault) throws IOException, InterruptedException {
    String body = "{\"layer\":\"%s\",\"fault\":\"%s\"}".formatted(layer, fault);
    HttpResponse<String> response =
        http.send(
            request("/v1/admin/faults")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new AssertionError("fault not accepted: " + response.statusCode() + response.body());
    }
  }

  public void clearFaults() throws IOException, InterruptedException {
    http.send(request("/v1/admin/faults").DELETE().build(), BodyHandlers.discarding());
  }

  private Answer get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request(path).build(), BodyHandlers.ofString());
    JsonNode json = mapper.readTree(response.body());
    List<Item> items = new ArrayList<>();
    json.path("items")
        .forEach(i -> items.add(new Item(i.get("id").asText(), i.get("text").asText())));
    return new Answer(
        response.statusCode(),
        items,
        json.path("served_by").asText(),
        json.path("degraded").path("reason").asText(""));
  }
}
