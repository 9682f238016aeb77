package dev.mneme.shell.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

@MicronautTest
@Property(name = "memory.layer.mode", value = "shadow")
@Property(name = "memory.layer.circuit-breaker-enabled", value = "false")
@Property(name = "mneme.audit-key", value = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=")
class ConfigTest {

  private final EmbeddedServer server;

  ConfigTest(EmbeddedServer server) {
    this.server = server;
  }

  @Test
  void shouldShowFlagsAndEffectiveModesButNoSecret() throws Exception {
    String config =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.getURI() + "/v1/config")).build(),
                BodyHandlers.ofString())
            .body();

    assertThat(config)
        .contains("\"service\":\"shell-test\"")
        .contains("\"region\":\"local\"")
        .contains("\"memory_layer_mode\":\"shadow\"")
        .contains("\"circuit_breaker_enabled\":false")
        .contains("\"breakers\":{\"enabled\":false")
        .contains("\"allowed_origins\":[]")
        .doesNotContainIgnoringCase("secret")
        .doesNotContain("c2VjcmV0");
  }
}
