package dev.mneme.guard;

import static org.awaitility.Awaitility.await;

import dev.mneme.serde.Codecs;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

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

  /** While the guard is stopped: its folder, and so all that it has not on the broker. */
  static void loseFolder() throws IOException {
    try (Stream<Path> files = Files.walk(stack.settings().layout().data(PartName.GUARD))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** While the guard is stopped: its folder, and what it would be restored from. */
  static void loseState(String changelog) throws Exception {
    loseFolder();
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.ports().bootstrap()))) {
      admin.deleteTopics(List.of(changelog)).all().get();
      await().atMost(START).until(() -> !admin.listTopics().names().get().contains(changelog));
    }
  }

  static Codecs codecs() {
    return codecs;
  }

  private static void close() {
    codecs.close();
    stack.close();
  }
}
