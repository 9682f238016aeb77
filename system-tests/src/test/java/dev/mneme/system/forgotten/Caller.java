package dev.mneme.system.forgotten;

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
import java.util.function.Supplier;

/** Whoever stores, forgets and recalls over HTTP. */
final class Caller implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Supplier<String> authorization;

  /** An answer as it came. */
  record Reply(int status, JsonNode body) {}

  Caller(Supplier<String> authorization) {
    this.authorization = authorization;
  }

  Reply get(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)).GET());
  }

  Reply post(String url, String body) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)));
  }

  Reply delete(String url, String idempotencyKey) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url)).header("Idempotency-Key", idempotencyKey).DELETE());
  }

  String text(String url) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization.get())
                .header("Content-Type", "application/json")
                .build(),
            BodyHandlers.ofString());
    return new Reply(
        response.statusCode(),
        response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body()));
  }

  @Override
  public void close() {
    http.close();
  }
}
