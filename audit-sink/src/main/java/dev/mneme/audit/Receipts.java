package dev.mneme.audit;

import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.merkle.MerkleTree;
import dev.mneme.ledger.receipt.Receipt;
import dev.mneme.ledger.sign.CheckpointSigner;
import dev.mneme.ledger.sign.SignedLedger;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Makes the receipt of an event out of its entry and the last signed checkpoint. */
public final class Receipts {
  private final OpenLogs logs;
  private final CheckpointSigner signer;

  public Receipts(OpenLogs logs, CheckpointSigner signer) {
    this.logs = logs;
    this.signer = signer;
  }

  /** How far an event has come. */
  public sealed interface State {

    /** It has no entry here. */
    record Unknown() implements State {}

    /** It has an entry that no checkpoint covers yet. */
    record Unsigned(int partition, long index) implements State {}

    record Provable(int partition, Receipt receipt) implements State {}
  }

  public State of(UUID event) throws IOException {
    for (int partition : logs.partitions()) {
      OptionalLong index = logs.find(partition, event);
      Optional<LedgerLog> log = logs.of(partition);
      if (index.isPresent() && log.isPresent()) {
        return state(partition, index.getAsLong(), log.get());
      }
    }
    return new State.Unknown();
  }

  private State state(int partition, long index, LedgerLog log) throws IOException {
    Optional<SignedLedger.SignedLog> signed = signer.signed().log(partition);
    if (signed.isEmpty() || signed.get().checkpoint().size() <= index) {
      return new State.Unsigned(partition, index);
    }
    StoredEntry stored = log.read(index).orElseThrow();
    return new State.Provable(
        partition,
        new Receipt(
            stored.encoded(),
            index,
            MerkleTree.inclusion(log.nodes(), index, signed.get().checkpoint().size()),
            signed.get().note()));
  }
}
