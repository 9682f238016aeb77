package dev.mneme.audit.kafka;

import dev.mneme.audit.OpenLogs;
import dev.mneme.audit.signing.FailStop;
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
  private final LogAdmission admission;
  private final FailStop failStop;
  private final Appends appends;

  /** Says whether an opened log may be appended to, before it is. */
  @FunctionalInterface
  public interface LogAdmission {

    /**
     * @throws IOException it may not
     */
    void admit(LedgerLog log) throws IOException;
  }

  /**
   * @param ids folder for what is derived from the logs
   */
  public AuditPartitions(
      LedgerStore ledger,
      Path ids,
      OpenLogs openLogs,
      LogAdmission admission,
      FailStop failStop,
      Appends appends) {
    this.ledger = ledger;
    this.ids = ids;
    this.openLogs = openLogs;
    this.admission = admission;
    this.failStop = failStop;
    this.appends = appends;
  }

  @Override
  public PartitionStore open(TopicPartition id) throws IOException {
    int partition = id.partition();
    LedgerLog log = ledger.open(partition);
    try {
      admission.admit(log);
      SeenIds seen = SeenIds.of(log, ids.resolve(Integer.toString(partition)));
      return AuditPartition.open(partition, log, seen, openLogs, failStop, appends);
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }
}
