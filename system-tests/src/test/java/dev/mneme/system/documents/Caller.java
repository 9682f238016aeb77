package dev.mneme.system.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the services of a stack. */
final class Caller implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Stack stack;

  Caller(Stack stack) {
    this.stack = stack;
  }

  /**
   * @param body JSON unless it begins otherwise; empty for none
   */
  HttpResponse<String> ask(
      PartName service, String method, String path, String body, boolean withToken)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stack.ports().http(service) + path))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", body.startsWith("{") ? "application/json" : "text/plain");
    }
    if (withToken) {
      request.header("Authorization", stack.bearer("default"));
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  JsonNode json(PartName service, String path) throws IOException, InterruptedException {
    return JSON.readTree(ask(service, "GET", path, "", true).body());
  }

  @Override
  public void close() {
    http.close();
  }
}
