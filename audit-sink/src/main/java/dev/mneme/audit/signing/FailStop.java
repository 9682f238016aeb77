package dev.mneme.audit.signing;

import dev.mneme.ledger.file.ForceFailedException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the ledger for good: nothing is appended and nothing signed after the first thing that must
 * not have happened, and readiness says what it was. When the system could not make something
 * durable the process itself ends, because what it believes to be on disk may not be.
 */
public final class FailStop {
  private static final Logger LOG = LoggerFactory.getLogger(FailStop.class);

  /** As BSD's sysexits name an input/output error. */
  public static final int EXIT = 74;

  private final AtomicReference<String> because = new AtomicReference<>();
  private final Runnable end;

  public FailStop(Runnable end) {
    this.end = end;
  }

  public void stop(String what, Throwable failure) {
    if (because.compareAndSet(null, what + ": " + failure.getMessage())) {
      LOG.error("ledger stopped what={}", what, failure);
    }
    if (ForceFailedException.isCauseOf(failure)) {
      end.run();
    }
  }

  public void stop(String what) {
    if (because.compareAndSet(null, what)) {
      LOG.error("ledger stopped what={}", what);
    }
  }

  public Optional<String> because() {
    return Optional.ofNullable(because.get());
  }

  /**
   * @throws IllegalStateException it was stopped
   */
  public void check() {
    String why = because.get();
    if (why != null) {
      throw new IllegalStateException("the ledger stopped: " + why);
    }
  }
}
