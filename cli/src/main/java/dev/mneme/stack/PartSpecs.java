package dev.mneme.stack;

import dev.mneme.stack.parts.KafkaBroker;
import dev.mneme.stack.parts.PartSpec;
import dev.mneme.stack.parts.PostgresServer;
import dev.mneme.stack.parts.Registry;
import dev.mneme.stack.parts.Service;
import java.util.Map;

/** Which kind of part stands behind each name. */
final class PartSpecs {

  private PartSpecs() {}

  static PartSpec of(PartName name, StackSettings settings, Secrets secrets) {
    StackLayout layout = settings.layout();
    Ports ports = settings.ports();
    Installation installation = settings.installation();
    return switch (name) {
      case KAFKA -> new KafkaBroker(layout, ports, installation);
      case REGISTRY -> new Registry(layout, ports, installation);
      case POSTGRES -> new PostgresServer(layout, ports, installation, secrets);
      case AUDIT_SINK, GUARD, WRITER, READER, READER_2, READER_3 ->
          new Service(
              name,
              layout,
              ports,
              installation,
              secrets,
              settings.environment().getOrDefault(name, Map.of()));
    };
  }
}
