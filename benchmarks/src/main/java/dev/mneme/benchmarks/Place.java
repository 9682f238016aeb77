package dev.mneme.benchmarks;

import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackFailure;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Where a benchmark runs: a stack of its own, gone afterwards.
 *
 * @param folder for the state of what runs in this process
 */
record Place(Stack stack, Path folder, Admin admin, RegistryCodecs codecs)
    implements AutoCloseable {

  static Place with(Set<PartName> parts) throws IOException, StackFailure, InterruptedException {
    Path folder = Files.createTempDirectory("mneme-benchmark");
    StackSettings settings =
        StackSettings.at(folder.resolve("stack"), Ports.free())
            .only(parts)
            .with(PartName.WRITER, "MNEME_DEVELOPMENT", "true")
            // else it would shed what a cold start made slow, and a shed request is a quick one
            .with(PartName.WRITER, "MEMORY_LAYER_CIRCUIT_BREAKER_ENABLED", "false")
            .with(PartName.READER, "MNEME_RATE_PERSONAL_PER_SECOND", "1000000");
    Stack stack = Stack.start(settings, StackListener.SILENT);
    return new Place(
        stack,
        folder,
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap())),
        new RegistryCodecs(
            new RegistrySettings(
                URI.create(stack.ports().registryUrl()), RegistrySettings.Provider.APICURIO)));
  }

  String bootstrap() {
    return stack.ports().bootstrap();
  }

  @Override
  public void close() throws IOException {
    codecs.close();
    admin.close();
    stack.close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
