package dev.mneme.stack.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What to run, and how it is asked to stop. */
public record Launch(
    List<String> command,
    Map<String, String> environment,
    Path folder,
    Path log,
    StopSignal stopSignal,
    Duration grace) {

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** PostgreSQL takes TERM as "when the last client has gone" and INT as "now, in order". */
  public enum StopSignal {
    TERM,
    INT
  }
}
