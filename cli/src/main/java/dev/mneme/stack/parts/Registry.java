package dev.mneme.stack.parts;

import dev.mneme.stack.Installation;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.process.Launch;
import dev.mneme.stack.ready.Check;
import dev.mneme.stack.ready.HttpCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/**
 * Apicurio Registry with its tables in a file of its own: ids stay the same over a restart, and it
 * needs neither the broker nor the database to start.
 */
public record Registry(StackLayout layout, Ports ports, Installation installation)
    implements PartSpec {

  private static final int HEAP = 192;

  @Override
  public PartName name() {
    return PartName.REGISTRY;
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(layout.data(name()));
  }

  /**
   * WRITE_DELAY=0: an id that was given out is in the file, so that a killed registry does not give
   * it out again.
   */
  @Override
  public Launch launch() {
    return new Launch(
        JavaCommand.of(
            name(),
            layout,
            HEAP,
            "-XX:TieredStopAtLevel=1",
            "-jar",
            installation.registry().resolve("quarkus-run.jar").toString()),
        Map.of(
            "APICURIO_STORAGE_KIND", "sql",
            "APICURIO_STORAGE_SQL_KIND", "h2",
            "APICURIO_DATASOURCE_URL",
                "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(layout.data(name()).resolve("registry")),
            "QUARKUS_HTTP_HOST", "127.0.0.1",
            "QUARKUS_HTTP_PORT", Integer.toString(ports.registry()),
            "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
            "QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.registryManagement()),
            "QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false",
            "MALLOC_ARENA_MAX", "2"),
        layout.data(name()),
        layout.log(name()),
        Launch.StopSignal.TERM,
        Duration.ofSeconds(10));
  }

  @Override
  public Check check() {
    URI health =
        URI.create("http://127.0.0.1:%d/health/ready".formatted(ports.registryManagement()));
    URI api = URI.create(ports.registryUrl() + "/subjects");
    return within -> {
      var ready = new HttpCheck(health).run(within);
      return ready.isReady() ? new HttpCheck(api).run(within) : ready;
    };
  }
}
