package dev.mneme.ledger.verify;

import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Flaw;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.scan.PartitionScan;
import dev.mneme.ledger.scan.ScanStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads a ledger from its first entry to its last and says whether each commits to the one before,
 * and where that first fails. It reads only, in constant memory; the ledger may be in use.
 */
public final class LedgerVerifier {
  private static final int PROGRESS_EVERY = 65536;

  private LedgerVerifier() {}

  public static LedgerReport verify(Path ledger) throws IOException {
    return verify(ledger, _ -> {});
  }

  /**
   * @param progress told now and then how many entries have been checked
   */
  public static LedgerReport verify(Path ledger, LongConsumer progress) throws IOException {
    if (!Files.isDirectory(ledger)) {
      throw new NotDirectoryException(ledger.toString());
    }
    long begun = System.nanoTime();
    List<PartitionReport> reports = new ArrayList<>();
    long before = 0;
    for (int partition : Segment.partitions(ledger)) {
      PartitionReport report = partition(ledger, partition, before, progress);
      reports.add(report);
      before += report.entries();
    }
    return new LedgerReport(reports, Duration.ofNanos(System.nanoTime() - begun));
  }

  private static PartitionReport partition(
      Path ledger, int partition, long before, LongConsumer progress) throws IOException {
    try (PartitionScan scan = PartitionScan.open(ledger, partition)) {
      while (true) {
        switch (scan.next()) {
          case ScanStep.Met _ -> {
            if (scan.size() % PROGRESS_EVERY == 0) {
              progress.accept(before + scan.size());
            }
          }
          case ScanStep.Damaged(Finding finding) -> {
            return new PartitionReport.Broken(partition, scan.size(), scan.head(), finding);
          }
          case ScanStep.End end -> {
            return atEnd(partition, scan, end);
          }
        }
      }
    }
  }

  /**
   * A process that dies leaves the beginning of an entry, never a wrong whole one. (A machine that
   * loses power may: the start of the service tells the two apart, whoever verifies is told.)
   */
  private static PartitionReport atEnd(int partition, PartitionScan scan, ScanStep.End end) {
    Finding why = end.why();
    return why == null || why.flaw() == Flaw.TORN_TAIL
        ? new PartitionReport.Intact(partition, scan.size(), scan.head(), end.unfinished())
        : new PartitionReport.Broken(partition, scan.size(), scan.head(), why);
  }
}
