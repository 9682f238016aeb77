package dev.mneme.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process by its id and its start, so that another process that later got the same id is not
 * taken for it.
 */
public record ProcessIdentity(long pid, Instant startedAt) {

  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  public static ProcessIdentity of(ProcessHandle handle) {
    return new ProcessIdentity(handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
  }

  /** The process, if it still runs. A zombie, which nobody has waited for, does not. */
  public Optional<ProcessHandle> live() {
    return ProcessHandle.of(pid).filter(ProcessIdentity::isRunning).filter(this::isSame);
  }

  private boolean isSame(ProcessHandle handle) {
    Instant start = handle.info().startInstant().orElse(Instant.EPOCH);
    return Duration.between(start, startedAt).abs().compareTo(CLOCK_TOLERANCE) <= 0;
  }

  public static boolean isRunning(ProcessHandle handle) {
    return handle.isAlive() && !isZombie(handle.pid());
  }

  private static boolean isZombie(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(stat)) {
      return false;
    }
    try {
      String text = Files.readString(stat);
      int state = text.lastIndexOf(')') + 2;
      return state < text.length() && text.charAt(state) == 'Z';
    } catch (IOException e) {
      return true; // It went away between the two looks.
    }
  }
}
