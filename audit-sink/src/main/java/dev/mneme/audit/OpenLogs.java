package dev.mneme.audit;

import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.once.SeenIds;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The logs this instance appends to, for whoever wants to read them meanwhile. */
public final class OpenLogs {
  private final Map<Integer, Open> logs = new ConcurrentHashMap<>();

  private record Open(LedgerLog log, SeenIds ids) {}

  public void opened(int partition, LedgerLog log, SeenIds ids) {
    logs.put(partition, new Open(log, ids));
  }

  public void closed(int partition) {
    logs.remove(partition);
  }

  public Optional<LedgerLog> of(int partition) {
    return Optional.ofNullable(logs.get(partition)).map(Open::log);
  }

  /** The index of the entry of an event, in that partition. */
  public OptionalLong find(int partition, UUID event) {
    Open open = logs.get(partition);
    return open == null ? OptionalLong.empty() : open.ids.find(event);
  }

  public List<Integer> partitions() {
    return logs.keySet().stream().sorted().toList();
  }

  public List<LedgerLog> all() {
    return logs.values().stream().map(Open::log).toList();
  }

  public List<SeenIds> ids() {
    return logs.values().stream().map(Open::ids).toList();
  }

  /** The heads by partition. */
  public List<Head> heads() {
    return all().stream()
        .map(LedgerLog::head)
        .sorted(Comparator.comparingInt(Head::partition))
        .toList();
  }
}
