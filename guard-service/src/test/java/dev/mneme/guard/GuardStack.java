package dev.mneme.guard;

import dev.mneme.serde.Codecs;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;

/**
 * One broker, one registry and one guard, the built jar as a process, for all tests of the module.
 * They keep apart by scopes of their own.
 */
final class GuardStack {
  static final Duration START = Duration.ofSeconds(90);

  private static Stack stack;
  private static Codecs codecs;

  private GuardStack() {}

  /** With a guard that runs, whatever a test did to it. */
  static synchronized Stack running() throws Exception {
    if (stack == null) {
      Path folder = Files.createDirectories(Path.of("target", "stacks").toAbsolutePath());
      stack =
          Stack.start(
              StackSettings.at(Files.createTempDirectory(folder, "guard-"), FreePorts.find())
                  .only(EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.GUARD))
                  .with(PartName.GUARD, "MNEME_GUARD_HOLD", "PT2S"),
              StackListener.SILENT);
      codecs =
          new RegistryCodecs(
              new RegistrySettings(
                  URI.create(stack.ports().registryUrl()), RegistrySettings.Provider.APICURIO));
      Runtime.getRuntime().addShutdownHook(new Thread(GuardStack::close));
    }
    if (!stack.part(PartName.GUARD).isRunning()) {
      stack.part(PartName.GUARD).start(START);
    }
    return stack;
  }

  static Codecs codecs() {
    return codecs;
  }

  private static void close() {
    codecs.close();
    stack.close();
  }
}
