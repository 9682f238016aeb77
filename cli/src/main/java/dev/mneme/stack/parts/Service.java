package dev.mneme.stack.parts;

import dev.mneme.stack.Installation;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Secrets;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.process.Launch;
import dev.mneme.stack.ready.Check;
import dev.mneme.stack.ready.HttpCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One of our own services: its jar, told where everything is by its environment. */
public record Service(
    PartName name,
    StackLayout layout,
    Ports ports,
    Installation installation,
    Secrets secrets,
    Map<String, String> extra)
    implements PartSpec {

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(layout.data(name));
  }

  @Override
  public Launch launch() {
    return new Launch(
        JavaCommand.of(
            name,
            layout,
            heap(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            installation.service(name).toString()),
        environment(),
        layout.data(name),
        layout.log(name),
        Launch.StopSignal.TERM,
        Duration.ofSeconds(20));
  }

  private int heap() {
    return switch (name) {
      case WRITER, READER, READER_2, READER_3 -> 256;
      case GUARD -> 192; // two topologies
      case AUDIT_SINK -> 160;
      case KAFKA, REGISTRY, POSTGRES -> throw new IllegalStateException(name + " is no service");
    };
  }

  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("MICRONAUT_SERVER_HOST", "127.0.0.1");
    environment.put("MICRONAUT_SERVER_PORT", Integer.toString(ports.of(name)));
    environment.put("MNEME_KAFKA_BOOTSTRAP", ports.bootstrap());
    environment.put("MNEME_REGISTRY_URL", ports.registryUrl());
    environment.put("MNEME_REGION", "local");
    environment.put("MNEME_INSTANCE", name.label() + "-0");
    environment.put("MNEME_STATE_DIR", layout.data(name).toString());
    environment.put("MNEME_AUDIT_KEY", secrets.auditKey());
    environment.put("MNEME_DLQ_KEY", secrets.dlqKey());
    environment.put("MNEME_JWKS", layout.jwks().toString());
    environment.put("MALLOC_ARENA_MAX", "2");
    if (name == PartName.WRITER || name.isReader()) {
      environment.put("MNEME_LEGACY_JDBC_URL", ports.jdbcUrl());
      environment.put("MNEME_LEGACY_USER", PostgresServer.USER);
      environment.put("MNEME_LEGACY_PASSWORD", secrets.databasePassword());
    }
    if (name == PartName.AUDIT_SINK) {
      environment.put("MNEME_LEDGER_NAME", Secrets.LEDGER_NAME);
      environment.put("MNEME_LEDGER_KEY", secrets.ledgerKey());
    }
    environment.putAll(extra);
    return environment;
  }

  @Override
  public Check check() {
    return new HttpCheck(URI.create(ports.http(name) + "/health/ready"));
  }
}
