package dev.mneme.audit.signing;

import dev.mneme.audit.OpenLogs;
import dev.mneme.ledger.once.SeenIds;
import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.LedgerVerifier;
import dev.mneme.ledger.verify.PartitionReport;
import dev.mneme.ledger.verify.Statement;
import java.io.IOException;
import java.nio.file.Path;
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

  private final Path ledger;
  private final OpenLogs logs;
  private final FailStop failStop;
  private final ReentrantLock one = new ReentrantLock();

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
                    run();
                  } catch (IOException | RuntimeException e) {
                    failStop.stop("the ledger could not be read", e);
                  }
                });
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
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
