package dev.mneme.audit.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.ledger.LedgerStoppedException;
import dev.mneme.ledger.file.ForceFailedException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FailStopTest {
  private final AtomicInteger ends = new AtomicInteger();
  private final FailStop failStop = new FailStop(ends::incrementAndGet);

  @Test
  void shouldLetEverythingPassUntilItIsStopped() {
    failStop.check();
    assertThat(failStop.because()).isEmpty();
  }

  @Test
  void shouldKeepTheFirstReasonAndRefuseEverythingAfterIt() {
    failStop.stop("an append failed", new LedgerStoppedException("disk full", new IOException()));
    failStop.stop("something else");

    assertThat(failStop.because()).contains("an append failed: disk full");
    assertThatThrownBy(failStop::check).hasMessageContaining("disk full");
    assertThat(ends).hasValue(0);
  }

  @Test
  void shouldEndTheProcessWhenTheSystemCouldNotMakeSomethingDurable() {
    failStop.stop(
        "an append failed",
        new LedgerStoppedException(
            "stopped", new ForceFailedException(new IOException("Input/output error"))));

    assertThat(ends).hasValue(1);
  }
}
