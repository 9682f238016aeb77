package dev.mneme.system.faults.trap;

import static org.awaitility.Awaitility.await;

import dev.mneme.stack.PartName;
import dev.mneme.stack.StackSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The test's side: puts the agent into a stack's writer and gives it orders. */
public final class TrappedWriter {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<Class<?>> AGENT =
      List.of(
          TrapAgent.class,
          Trap.class,
          TrapFiles.class,
          Order.class,
          Order.Signal.class,
          StopPoint.class);

  private final Path orders;

  private TrappedWriter(Path orders) {
    this.orders = orders;
  }

  /** In a folder of the stack's home. */
  public static TrappedWriter in(StackSettings settings) throws IOException {
    Path folder = Files.createDirectories(settings.layout().home().resolve("trap"));
    jar(folder.resolve("trap.jar"));
    return new TrappedWriter(folder.resolve("orders"));
  }

  /** The same settings with the agent in the writer. */
  public StackSettings armed(StackSettings settings) {
    return settings.with(
        PartName.WRITER,
        "JAVA_TOOL_OPTIONS",
        "-javaagent:%s=%s".formatted(orders.resolveSibling("trap.jar"), orders));
  }

  /** Returns when the running writer knows of it. */
  public void order(Order order) throws IOException {
    Files.deleteIfExists(TrapFiles.sprung(orders));
    write(order.line());
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> Files.readString(TrapFiles.seen(orders)).equals(order.line()));
  }

  /** So that a writer that is started again is not stopped again. */
  public void withdraw() throws IOException {
    write("");
    Files.deleteIfExists(TrapFiles.seen(orders));
  }

  /** Whether the process was stopped where it was told to, and not elsewhere. */
  public boolean sprang(Order order) throws IOException {
    Path mark = TrapFiles.sprung(orders);
    return Files.exists(mark) && Files.readString(mark).equals(order.line());
  }

  private void write(String line) throws IOException {
    Path draft = orders.resolveSibling("orders.new");
    Files.writeString(draft, line);
    Files.move(draft, orders, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", TrapAgent.class.getName());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (Class<?> type : AGENT) {
        String name = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
          if (bytes == null) {
            throw new IllegalStateException(name + " is not on the class path");
          }
          bytes.transferTo(jar);
        }
        jar.closeEntry();
      }
    }
  }
}
