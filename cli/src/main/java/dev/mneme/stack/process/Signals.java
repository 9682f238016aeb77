package dev.mneme.stack.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals that Java itself cannot send, and the end of processes that are not its children. */
public final class Signals {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private Signals() {}

  public static void send(long pid, String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("/bin/sh", "-c", "kill -\"$0\" \"$1\"", name, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    kill.waitFor(5, TimeUnit.SECONDS);
  }

  /** Waits until all have ended; false when the time is up before that. */
  public static boolean awaitEnd(Collection<ProcessHandle> processes, Duration within)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(within);
    while (processes.stream().anyMatch(ProcessIdentity::isRunning)) {
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
      Thread.sleep(LOOK_AGAIN);
    }
    return true;
  }

  /** Asks, waits, then kills what is left with all that is below it. */
  public static void end(List<ProcessHandle> processes, Duration grace)
      throws InterruptedException {
    processes.forEach(ProcessHandle::destroy);
    if (!awaitEnd(processes, grace)) {
      for (ProcessHandle process : processes) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
      }
      awaitEnd(processes, Duration.ofSeconds(5));
    }
  }
}
