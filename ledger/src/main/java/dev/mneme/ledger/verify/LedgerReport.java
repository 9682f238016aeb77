package dev.mneme.ledger.verify;

import java.time.Duration;
import java.util.List;

/**
 * What the verification of a ledger found, partition by partition in order, and how long it took.
 */
public record LedgerReport(List<PartitionReport> partitions, Statement statement, Duration took) {

  public LedgerReport {
    partitions = List.copyOf(partitions);
  }

  public boolean intact() {
    return !(statement instanceof Statement.Refused)
        && partitions.stream().allMatch(PartitionReport.Intact.class::isInstance);
  }

  /** Whole entries of all partitions. */
  public long entries() {
    return partitions.stream().mapToLong(PartitionReport::entries).sum();
  }

  public double entriesPerSecond() {
    return entries() * 1e9 / Math.max(1, took.toNanos());
  }
}
