package dev.mneme.stack.supervise;

import dev.mneme.stack.Leftovers;
import dev.mneme.stack.StackFailure;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.process.PidFile;
import dev.mneme.stack.process.ProcessIdentity;
import dev.mneme.stack.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends the stack of a home from outside: in order if its supervisor lives, by force if it must be.
 */
public final class Stopper {

  private static final Duration TETHERS = Duration.ofSeconds(30);

  private final StackLayout layout;

  public Stopper(StackLayout layout) {
    this.layout = layout;
  }

  /** How a stack ended. */
  public sealed interface Outcome {

    record NothingToStop() implements Outcome {}

    record Stopped(long supervisor) implements Outcome {}

    record Forced(long supervisor, String found) implements Outcome {}

    record CleanedUp(String found) implements Outcome {}
  }

  public Outcome stop(Duration grace) throws StackFailure, InterruptedException {
    try {
      PidFile file = new PidFile(layout.supervisorPidFile());
      Optional<ProcessHandle> supervisor = file.read().flatMap(ProcessIdentity::live);
      boolean inOrder = supervisor.isEmpty() || end(supervisor.get(), grace);
      Optional<String> left = Leftovers.of(layout).end();
      boolean stale = file.exists();
      file.delete();
      if (supervisor.isPresent()) {
        long pid = supervisor.get().pid();
        return inOrder
            ? new Outcome.Stopped(pid)
            : new Outcome.Forced(pid, left.orElse("nothing was left running"));
      }
      return left.<Outcome>map(Outcome.CleanedUp::new)
          .orElseGet(
              () ->
                  stale
                      ? new Outcome.CleanedUp("Removed a stale process file; nothing was running")
                      : new Outcome.NothingToStop());
    } catch (IOException e) {
      throw new StackFailure(
          "The stack in %s could not be stopped: %s".formatted(layout.home(), e.getMessage()), e);
    }
  }

  private static boolean end(ProcessHandle supervisor, Duration grace) throws InterruptedException {
    supervisor.destroy();
    if (Signals.awaitEnd(List.of(supervisor), grace)) {
      return true;
    }
    supervisor.destroyForcibly();
    Signals.awaitEnd(List.of(supervisor), TETHERS);
    return false;
  }
}
