package dev.mneme.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mneme.cli.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** JSON over HTTP, with bounds, and a token that is made anew for each request. */
public final class JsonHttp implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final Supplier<String> token;

  public JsonHttp(Supplier<String> token) {
    this.token = token;
  }

  /**
   * What came back.
   *
   * @param body missing when the answer has no JSON
   */
  public record Answer(int status, JsonNode body) {

    public boolean isOk() {
      return status >= 200 && status < 300;
    }

    /** What the error envelope says, for a sentence. */
    public String problem() {
      String message = body.path("error").path("message").asText("");
      String code = body.path("error").path("code").asText("");
      return message.isEmpty() ? "status " + status : "%s (%d %s)".formatted(message, status, code);
    }
  }

  public Answer get(String url) throws CommandFailure, InterruptedException {
    return send(request(url).GET());
  }

  /** What is no JSON, such as metrics. */
  public String text(String url) throws CommandFailure, InterruptedException {
    HttpRequest asked = request(url).setHeader("Accept", "*/*").GET().build();
    try {
      return http.send(asked, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw nobody(asked, e);
    }
  }

  public Answer post(String url, Object body) throws CommandFailure, InterruptedException {
    try {
      return send(
          request(url)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request is plain data", e);
    }
  }

  public Answer delete(String url) throws CommandFailure, InterruptedException {
    return send(request(url).DELETE());
  }

  private HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token.get())
        .header("Accept", "application/json");
  }

  private Answer send(HttpRequest.Builder request) throws CommandFailure, InterruptedException {
    HttpRequest built = request.build();
    try {
      HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (IOException e) {
      throw nobody(built, e);
    }
  }

  private static CommandFailure nobody(HttpRequest asked, IOException e) {
    return new CommandFailure(
        "Nothing answers at %s: see \"mneme status\"".formatted(asked.uri().resolve("/")), e);
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance(); // No JSON: the status has to speak for itself.
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
