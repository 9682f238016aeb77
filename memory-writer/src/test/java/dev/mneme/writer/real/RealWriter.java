package dev.mneme.writer.real;

import dev.mneme.stack.Stack;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The whole service in this process, against real parts. */
public final class RealWriter implements AutoCloseable {
  private final EmbeddedServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  public RealWriter(Stack stack, Path stateDir, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("micronaut.server.port", -1);
    settings.put("mneme.kafka-bootstrap", stack.ports().bootstrap());
    settings.put("mneme.registry-url", stack.ports().registryUrl());
    settings.put("mneme.state-dir", stateDir.toString());
    settings.put("mneme.audit-key", stack.secrets().auditKey());
    settings.put("mneme.dlq-key", stack.secrets().dlqKey());
    settings.put("mneme.legacy.jdbc-url", stack.ports().jdbcUrl());
    settings.put("mneme.legacy.user", "mneme");
    settings.put("mneme.legacy.password", stack.secrets().databasePassword());
    settings.put("mneme.development", "true");
    // What is shown here is what happens, not how fast a shared machine is.
    settings.put("mneme.writer.edge.outcome-patience", "15s");
    settings.putAll(more);
    this.server = ApplicationContext.run(EmbeddedServer.class, settings);
  }

  public boolean isReady() throws IOException, InterruptedException {
    return get("/health/ready").statusCode() == 200;
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.getURI() + path)).build(),
        BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  public HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.getURI() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }
}
