package dev.mneme.stack.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running command on a tether: it ends when this process does, however this process ends. */
public final class Tethered {

  private static final Duration AFTER_KILL = Duration.ofSeconds(5);

  private final Process tether;
  private final ProcessHandle child;
  private final Launch launch;

  private Tethered(Process tether, ProcessHandle child, Launch launch) {
    this.tether = tether;
    this.child = child;
    this.launch = launch;
  }

  /** Starts the command. {@code scripts} is where the tether's script is kept. */
  public static Tethered start(Launch launch, Path scripts) throws IOException {
    List<String> command = new ArrayList<>(Sessions.ownSession());
    command.addAll(List.of("/bin/sh", script(scripts).toString(), launch.log().toString()));
    command.add(launch.stopSignal().name());
    command.add(Long.toString(launch.grace().toMillis() / 100));
    command.addAll(launch.command());
    ProcessBuilder builder = new ProcessBuilder(command).directory(launch.folder().toFile());
    builder.environment().putAll(launch.environment());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    Process tether = builder.start();
    tether
        .onExit()
        .thenRun(() -> closeQuietly(tether)); // A tether killed alone: the command must not stay.
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(tether.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      if (line == null) {
        throw new IOException("%s could not be started".formatted(launch.command().getFirst()));
      }
      long pid = Long.parseLong(line.strip());
      ProcessHandle child = ProcessHandle.of(pid).orElse(tether.toHandle());
      return new Tethered(tether, child, launch);
    } catch (IOException | RuntimeException e) {
      tether.destroyForcibly();
      throw e;
    }
  }

  /** Each owner writes its own copy, so that none runs a script that another is writing. */
  private static Path script(Path folder) throws IOException {
    Path script = folder.resolve("tether-" + ProcessHandle.current().pid() + ".sh");
    if (!Files.exists(script)) {
      try (InputStream text = Tethered.class.getResourceAsStream("tether.sh")) {
        if (text == null) {
          throw new IllegalStateException("tether.sh is missing from the jar");
        }
        Path draft = Files.createTempFile(folder, "tether", ".new");
        Files.write(draft, text.readAllBytes());
        Files.move(draft, script, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      }
      script.toFile().deleteOnExit();
    }
    return script;
  }

  public ProcessHandle process() {
    return child;
  }

  public boolean isRunning() {
    return tether.isAlive();
  }

  /** The exit code, once it has ended. */
  public OptionalInt exitCode() {
    return tether.isAlive() ? OptionalInt.empty() : OptionalInt.of(tether.exitValue());
  }

  public CompletableFuture<Integer> onExit() {
    return tether.onExit().thenApply(Process::exitValue);
  }

  /**
   * Lets go of the tether: the command is asked to stop, then made to. Returns when it has ended.
   */
  public void stop() throws InterruptedException {
    closeQuietly(tether);
    if (!tether.waitFor(launch.grace().plus(AFTER_KILL).toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
  }

  /**
   * SIGKILL to the command and everything below it, as a crash would be. Returns when it has ended.
   */
  public void kill() throws InterruptedException {
    List<ProcessHandle> below = child.descendants().toList();
    child.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
    if (!tether.waitFor(AFTER_KILL.toMillis(), TimeUnit.MILLISECONDS)) {
      tether.destroyForcibly();
    }
  }

  /** SIGSTOP and SIGCONT, for tests of what a pause does. */
  public void signal(String name) throws IOException, InterruptedException {
    Signals.send(child.pid(), name);
  }

  private static void closeQuietly(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The other end has gone, which is what closing was for.
    }
  }
}
