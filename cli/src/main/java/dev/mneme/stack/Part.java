package dev.mneme.stack;

import dev.mneme.stack.parts.Logs;
import dev.mneme.stack.parts.PartSpec;
import dev.mneme.stack.process.PidFile;
import dev.mneme.stack.process.ProcessIdentity;
import dev.mneme.stack.process.Tethered;
import dev.mneme.stack.ready.CheckResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One part of a stack: started, asked, stopped, killed and started again, as often as one likes.
 */
public final class Part {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration ONE_LOOK = Duration.ofSeconds(2);

  private final PartSpec spec;
  private final StackLayout layout;
  private final PidFile pidFile;
  private @Nullable Tethered running;
  private @Nullable Tethered toldToEnd;

  Part(PartSpec spec, StackLayout layout) {
    this.spec = spec;
    this.layout = layout;
    this.pidFile = new PidFile(layout.pidFile(spec.name()));
  }

  public PartName name() {
    return spec.name();
  }

  /** Prepares and starts the process, and waits until it can be used. */
  public void start(Duration readyWithin) throws StackFailure, InterruptedException {
    launch();
    awaitReady(readyWithin);
  }

  /** Starts the process and does not wait. */
  public synchronized void launch() throws StackFailure, InterruptedException {
    if (isRunning()) {
      throw new IllegalStateException(name() + " is running already");
    }
    try {
      layout.create();
      Logs.rotate(layout.log(name()));
      spec.prepare();
      running = Tethered.start(spec.launch(), layout.run());
      pidFile.write(ProcessIdentity.of(running.process()));
    } catch (IOException e) {
      throw new StackFailure(
          "%s could not be started: %s".formatted(name(), DiskSpace.explain(e)), e);
    }
  }

  /** Waits until the part answers that it can be used. Fails at once when its process ends. */
  public void awaitReady(Duration within) throws StackFailure, InterruptedException {
    Instant deadline = Instant.now().plus(within);
    while (true) {
      CheckResult result = check(ONE_LOOK);
      if (result.isReady()) {
        return;
      }
      Tethered process = process();
      if (process == null || !process.isRunning()) {
        throw new StackFailure(
            "%s ended before it was ready: %s"
                .formatted(name(), Logs.lastWords(layout.log(name()))));
      }
      if (Instant.now().isAfter(deadline)) {
        throw new StackFailure(
            "%s was not ready within %d s (%s): %s"
                .formatted(
                    name(),
                    within.toSeconds(),
                    result.because(),
                    Logs.lastWords(layout.log(name()))));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  public CheckResult check(Duration within) {
    return isRunning() ? spec.check().run(within) : new CheckResult.NotReady("not running");
  }

  /** Asks the process to stop and makes it, when it takes too long. */
  public void stop() throws InterruptedException {
    Tethered process = process();
    if (process != null) {
      expectEnd(process);
      process.stop();
      forget();
    }
  }

  /** SIGKILL to the process and all below it, as a crash would be. */
  public void kill() throws InterruptedException {
    Tethered process = process();
    if (process != null) {
      expectEnd(process);
      process.kill();
      forget();
    }
  }

  /** SIGSTOP: the process stays and does nothing. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Tethered process = process();
    if (process == null) {
      throw new IllegalStateException(name() + " is not running");
    }
    process.signal(name);
  }

  public boolean isRunning() {
    Tethered process = process();
    return process != null && process.isRunning();
  }

  /** The process itself, not what tethers it. */
  public Optional<ProcessHandle> handle() {
    return Optional.ofNullable(process()).map(Tethered::process);
  }

  /** Called when the process ends without having been asked to. */
  void onUnexpectedEnd(java.util.function.IntConsumer then) {
    Tethered process = process();
    if (process != null) {
      process
          .onExit()
          .thenAccept(
              code -> {
                if (!isExpected(process)) {
                  then.accept(code);
                }
              });
    }
  }

  private synchronized @Nullable Tethered process() {
    return running;
  }

  private synchronized void expectEnd(Tethered process) {
    toldToEnd = process;
  }

  private synchronized boolean isExpected(Tethered process) {
    return toldToEnd == process;
  }

  private synchronized void forget() {
    running = null;
    try {
      pidFile.delete();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
