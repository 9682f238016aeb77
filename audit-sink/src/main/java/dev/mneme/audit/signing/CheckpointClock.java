package dev.mneme.audit.signing;

import dev.mneme.audit.OpenLogs;
import dev.mneme.ledger.sign.CheckpointSigner;
import dev.mneme.ledger.sign.SignedLedger;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs what the logs hold, again and again, beside the thread that appends to them. */
public final class CheckpointClock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointClock.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final CheckpointSigner signer;
  private final OpenLogs logs;
  private final Duration every;
  private final FailStop failStop;
  private final Consumer<SignedLedger> told;
  private final Thread thread;
  private volatile boolean closing;
  private volatile long signedAt = System.nanoTime();
  private volatile int failures;

  /**
   * @param told of each that was signed, after it was made durable
   */
  public CheckpointClock(
      CheckpointSigner signer,
      OpenLogs logs,
      Duration every,
      FailStop failStop,
      Consumer<SignedLedger> told) {
    this.signer = signer;
    this.logs = logs;
    this.every = every;
    this.failStop = failStop;
    this.told = told;
    this.thread = Thread.ofPlatform().name("sign-ledger").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    told.accept(signer.signed());
    while (!closing && failStop.because().isEmpty()) {
      try {
        long begun = System.nanoTime();
        Optional<SignedLedger> signed = signer.sign(logs.all());
        signed.ifPresent(told);
        signedAt = begun;
        Thread.sleep(every);
      } catch (IOException | RuntimeException e) {
        failures = failures + 1;
        failStop.stop("signing failed", e);
      } catch (InterruptedException e) {
        LOG.debug("signing ends");
        return;
      }
    }
  }

  /** How long ago everything that was in the logs was signed. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - signedAt);
  }

  /** Attempts that failed. */
  public int failures() {
    return failures;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
