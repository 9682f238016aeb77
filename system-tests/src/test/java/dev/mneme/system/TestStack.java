package dev.mneme.system;

import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.serde.RegistrySettings.Provider;
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
import java.time.Duration;
import java.util.Set;

/** Stacks for tests: in a fresh folder under {@code target}, on ports of their own. */
public final class TestStack {

  /** How long something may take that takes no time where nothing else is built or tested. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String BREAKERS = "MEMORY_LAYER_CIRCUIT_BREAKER_ENABLED";

  private TestStack() {}

  public static Stack start(String name, Set<PartName> parts)
      throws IOException, InterruptedException, StackFailure {
    return Stack.start(settings(name).only(parts), StackListener.SILENT);
  }

  /** Codecs over the stack's registry. */
  public static RegistryCodecs codecs(Stack stack) {
    return new RegistryCodecs(
        new RegistrySettings(URI.create(stack.ports().registryUrl()), Provider.APICURIO));
  }

  /**
   * Settings of a stack in a fresh home, all parts. Breakers let everything in on a machine that
   * builds and tests at once: it keeps no promise.
   */
  public static StackSettings settings(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "stacks").toAbsolutePath());
    return StackSettings.at(Files.createTempDirectory(folder, name + "-"), Ports.free())
        .with(PartName.WRITER, BREAKERS, "false")
        .with(PartName.READER, BREAKERS, "false");
  }
}
