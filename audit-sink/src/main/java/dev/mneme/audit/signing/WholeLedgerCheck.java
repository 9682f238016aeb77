package dev.mneme.audit.signing;

import dev.mneme.audit.OpenLogs;
import dev.mneme.ledger.once.SeenIds;
import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.LedgerVerifier;
import dev.mneme.ledger.verify.PartitionReport;
import dev.mneme.ledger.verify.Statement;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole ledger, which a start does not: once after each start, and whenever it is asked
 * to. What it finds stops the ledger.
 */
public final class WholeLedgerCheck {
  private static final Logger LOG = LoggerFactory.getLogger(WholeLedgerCheck.class);

  private static final int TRIES = 3;
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Path ledger;
  private final OpenLogs logs;
  private final FailStop failStop;
  private final ReentrantLock one = new ReentrantLock();
  private volatile int failures;

  public WholeLedgerCheck(Path ledger, OpenLogs logs, FailStop failStop) {
    this.ledger = ledger;
    this.logs = logs;
    this.failStop = failStop;
  }

  /** In the background, with the lowest priority. */
  public void start() {
    Thread thread =
        Thread.ofPlatform()
            .name("check-ledger")
            .daemon()
            .unstarted(
                () -> {
                  try {
                    runOrAgain();
                  } catch (IOException | RuntimeException e) {
                    failStop.stop("the ledger could not be read", e);
                  } catch (InterruptedException e) {
                    LOG.debug("whole ledger check ends");
                  }
                });
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /** A log that is being opened may lose what a crash left of an append, while it is read here. */
  private void runOrAgain() throws IOException, InterruptedException {
    for (int left = TRIES; ; left--) {
      try {
        run();
        return;
      } catch (EOFException becameShorter) {
        if (left == 0) {
          throw becameShorter;
        }
        Thread.sleep(AGAIN);
      }
    }
  }

  /** Reads that found something wrong. */
  public int failures() {
    return failures;
  }

  /** Empty when such a check is under way. */
  public Optional<LedgerReport> run() throws IOException {
    if (!one.tryLock()) {
      return Optional.empty();
    }
    try {
      LedgerReport report = LedgerVerifier.verify(ledger);
      report.partitions().forEach(this::judge);
      if (report.statement() instanceof Statement.Refused(String because)) {
        failStop.stop("the signed checkpoint is damaged: " + because);
      }
      for (SeenIds ids : logs.ids()) {
        ids.damaged().forEach(file -> failStop.stop("damaged, delete it and start again: " + file));
      }
      if (!report.intact()) {
        failures = failures + 1;
      }
      LOG.info("whole ledger checked entries={} intact={}", report.entries(), report.intact());
      return Optional.of(report);
    } finally {
      one.unlock();
    }
  }

  private void judge(PartitionReport report) {
    switch (report) {
      case PartitionReport.Broken broken ->
          failStop.stop("the ledger is damaged: " + broken.finding());
      case PartitionReport.Intact _ -> {}
    }
  }
}
