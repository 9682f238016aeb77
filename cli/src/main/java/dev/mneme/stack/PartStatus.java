package dev.mneme.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** How one part is, as seen from outside. */
public record PartStatus(
    PartName part,
    State state,
    int port,
    OptionalLong pid,
    OptionalLong residentBytes,
    Optional<Duration> uptime,
    String detail) {

  /**
   * READY can be used; NOT_READY runs and says why not; DIED was started and has gone; STOPPED was
   * not started.
   */
  public enum State {
    READY,
    NOT_READY,
    DIED,
    STOPPED
  }

  public boolean isReady() {
    return state == State.READY;
  }
}
