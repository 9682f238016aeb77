package dev.mneme.audit;

import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerLog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The logs this instance appends to, for whoever wants to read them meanwhile. */
public final class OpenLogs {
  private final Map<Integer, LedgerLog> logs = new ConcurrentHashMap<>();

  public void opened(int partition, LedgerLog log) {
    logs.put(partition, log);
  }

  public void closed(int partition) {
    logs.remove(partition);
  }

  public Optional<LedgerLog> of(int partition) {
    return Optional.ofNullable(logs.get(partition));
  }

  /** The heads by partition. */
  public List<Head> heads() {
    return logs.values().stream()
        .map(LedgerLog::head)
        .sorted(Comparator.comparingInt(Head::partition))
        .toList();
  }
}
