package dev.mneme.reader;

import dev.mneme.reader.recall.InMemoryRecords;
import dev.mneme.shell.mode.Modes;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.token.SigningKey;
import dev.mneme.stack.token.TokenRequest;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reader in this process, with records in memory and keys of its own. */
final class RunningReader implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;
  private final SigningKey key;

  private RunningReader(EmbeddedServer server, SigningKey key) {
    this.server = server;
    this.key = key;
  }

  static RunningReader start(Path home, Map<String, Object> more) throws IOException {
    StackLayout layout = new StackLayout(home);
    SigningKey key = SigningKey.of(layout);
    String secret = Base64.getEncoder().encodeToString(new byte[32]);
    Map<String, Object> settings = new HashMap<>();
    settings.put("micronaut.server.port", -1);
    settings.put("test.records", "memory");
    settings.put("mneme.kafka-bootstrap", "127.0.0.1:1");
    settings.put("mneme.registry-url", "http://127.0.0.1:1/apis/ccompat/v7");
    settings.put("mneme.state-dir", home.resolve("state").toString());
    settings.put("mneme.audit-key", secret);
    settings.put("mneme.dlq-key", secret);
    settings.put("mneme.jwks", layout.jwks().toString());
    settings.put("mneme.legacy.jdbc-url", "jdbc:postgresql://127.0.0.1:1/mneme");
    settings.put("mneme.embeddings.enabled", "false");
    settings.putAll(more);
    EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, settings);
    server.getApplicationContext().getBean(Modes.class).caughtUp();
    return new RunningReader(server, key);
  }

  InMemoryRecords records() {
    return bean(InMemoryRecords.class);
  }

  <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  String token(String tenant, @Nullable String subject, String... scopes) {
    return tokenOf(Instant.now(), tenant, subject, scopes);
  }

  /** A token that was made then and lives five minutes. */
  String tokenOf(Instant then, String tenant, @Nullable String subject, String... scopes) {
    return key.sign(
        new TokenRequest(tenant, subject, "test", List.of(scopes), Duration.ofMinutes(5)), then);
  }

  HttpResponse<String> send(
      String method, String path, @Nullable String token, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.getURI() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }
}
