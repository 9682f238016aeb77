package dev.mneme.shell.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.shell.health.Readiness;
import dev.mneme.shell.health.ReadinessCheck;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

@MicronautTest
@Property(name = "mneme.state-dir", value = "target")
class MetricsTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;
  private final MeterRegistry registry;

  MetricsTest(EmbeddedServer server, MeterRegistry registry) {
    this.server = server;
    this.registry = registry;
  }

  @Test
  void shouldShowWhatTheServiceCountsAndWhatItsProcessUses() throws Exception {
    registry.counter("memory_things_total", "kind", "known").increment(3);

    HttpResponse<String> response = get("/metrics");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain")
        .contains("version=0.0.4");
    assertThat(response.body())
        .contains("memory_things_total{kind=\"known\"} 3.0")
        .contains("jvm_memory_used_bytes{")
        .contains("process_cpu_usage");
  }

  @Test
  void shouldNotGrowWithThePathsThatAreAskedFor() throws Exception {
    for (int n = 0; n < 20; n++) {
      get("/nowhere/of/" + n + "/zoe%40example.com");
    }

    assertThat(get("/metrics").body()).doesNotContain("nowhere").doesNotContain("zoe");
  }

  @Test
  void shouldShowTheMetricsOfAProducerThatIsABean() throws Exception {
    server.getApplicationContext().getBean(SilentProducer.Made.class).producer();

    assertThat(get("/metrics").body()).contains("kafka_producer_").contains("client_id=\"silent\"");
  }

  @Test
  void shouldShowEachReadinessCheckAndTheDiskUnderTheState() throws Exception {
    assertThat(get("/metrics").body())
        .contains("memory_ready{check=\"refusing\"} 0.0")
        .contains("memory_ready{check=\"willing\"} 1.0")
        .contains("disk_free_bytes{")
        .contains("disk_total_bytes{");
  }

  @Singleton
  static final class Refusing implements ReadinessCheck {

    @Override
    public String name() {
      return "refusing";
    }

    @Override
    public Readiness check() {
      return Readiness.notReady("it will not");
    }
  }

  @Singleton
  static final class Willing implements ReadinessCheck {

    @Override
    public String name() {
      return "willing";
    }

    @Override
    public Readiness check() {
      return Readiness.ready("it will");
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.getURI() + path)).build(),
        BodyHandlers.ofString());
  }
}
