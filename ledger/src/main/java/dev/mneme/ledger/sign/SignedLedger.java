package dev.mneme.ledger.sign;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.note.SignedNote;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that was signed last, durable before anybody sees it. */
public record SignedLedger(SignedNote combined, Map<Integer, SignedLog> logs) {

  /** One log's checkpoint, read and as it was signed. */
  public record SignedLog(Checkpoint checkpoint, SignedNote note) {}

  public SignedLedger {
    logs = Map.copyOf(logs);
  }

  public Optional<SignedLog> log(int partition) {
    return Optional.ofNullable(logs.get(partition));
  }

  public List<Integer> partitions() {
    return logs.keySet().stream().sorted().toList();
  }
}
