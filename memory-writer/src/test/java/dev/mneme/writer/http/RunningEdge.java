package dev.mneme.writer.http;

import dev.mneme.stack.StackLayout;
import dev.mneme.stack.token.SigningKey;
import dev.mneme.stack.token.TokenRequest;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The edge in this process, with a log, a stage and an audit in memory, and keys of its own. */
final class RunningEdge implements AutoCloseable {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  /** What the reversible placeholders of tests are sealed with. */
  static final byte[] REDACTION_KEY = "a key for tests of thirty-two b.".getBytes();

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;
  private final SigningKey signingKey;

  private RunningEdge(EmbeddedServer server, SigningKey signingKey) {
    this.server = server;
    this.signingKey = signingKey;
  }

  static RunningEdge start(Map<String, Object> more) {
    try {
      StackLayout layout = new StackLayout(Files.createTempDirectory("edge"));
      SigningKey key = SigningKey.of(layout);
      Map<String, Object> settings = new HashMap<>(settings(layout.jwks()));
      settings.put("mneme.state-dir", layout.home().resolve("state").toString());
      settings.put("mneme.kafka-bootstrap", "127.0.0.1:1");
      settings.putAll(more);
      return new RunningEdge(ApplicationContext.run(EmbeddedServer.class, settings), key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> settings(Path jwks) {
    return Map.of(
        "micronaut.server.port",
        -1,
        "test.log",
        "memory",
        "mneme.writer.stage.enabled",
        "false",
        // a machine that builds and tests at once keeps no promise
        "memory.layer.circuit-breaker-enabled",
        "false",
        "mneme.legacy.enabled",
        "false",
        "mneme.registry-url",
        "http://127.0.0.1:1/apis/ccompat/v7",
        "mneme.audit-key",
        KEY,
        "mneme.dlq-key",
        KEY,
        "mneme.redaction.key",
        Base64.getEncoder().encodeToString(REDACTION_KEY),
        "mneme.jwks",
        jwks.toString());
  }

  <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  String token(String tenant, String subject, String... scopes) {
    return tokenOf(Instant.now(), tenant, subject, scopes);
  }

  /** A token that was made then and lives five minutes. */
  String tokenOf(Instant then, String tenant, String subject, String... scopes) {
    return signingKey.sign(
        new TokenRequest(tenant, subject, "test", List.of(scopes), Duration.ofMinutes(5)), then);
  }

  /** A token of a tenant for every subject and operation. */
  String tokenOfAll(String tenant) {
    return signingKey.sign(TokenRequest.ofCommand(tenant), Instant.now());
  }

  HttpResponse<String> send(
      String method, String path, String token, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.getURI() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }
}
