package dev.mneme.audit.kafka;

import dev.mneme.audit.OpenLogs;
import dev.mneme.follower.PartitionStore;
import dev.mneme.follower.PartitionStores;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.LedgerStore;
import dev.mneme.ledger.once.SeenIds;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.TopicPartition;

/** Opens the log that belongs to a partition of the audit topic. */
public final class AuditPartitions implements PartitionStores {
  private final LedgerStore ledger;
  private final Path ids;
  private final OpenLogs openLogs;

  /**
   * @param ids folder for what is derived from the logs
   */
  public AuditPartitions(LedgerStore ledger, Path ids, OpenLogs openLogs) {
    this.ledger = ledger;
    this.ids = ids;
    this.openLogs = openLogs;
  }

  @Override
  public PartitionStore open(TopicPartition id) throws IOException {
    int partition = id.partition();
    LedgerLog log = ledger.open(partition);
    try {
      SeenIds seen = SeenIds.of(log, ids.resolve(Integer.toString(partition)));
      return AuditPartition.open(partition, log, seen, openLogs);
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }
}
