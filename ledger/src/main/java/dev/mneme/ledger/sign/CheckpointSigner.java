package dev.mneme.ledger.sign;

import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.checkpoint.CombinedCheckpoint;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.merkle.MerkleTree;
import dev.mneme.ledger.merkle.ProofCheck;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignedNote;
import dev.mneme.ledger.sign.SignedLedger.SignedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs the sizes and roots of logs: each only after a consistency proof from the one signed
 * before, and shown to nobody before it is durable. So whoever holds two checkpoints of a log holds
 * two views of one history, whenever the process died in between; after a crash the same size is
 * signed again with the same bytes, because nothing in a checkpoint depends on when it is made.
 */
public final class CheckpointSigner {
  private final String ledger;
  private final NoteSigner key;
  private final CheckpointStore store;
  private final Map<Integer, Checkpoint> last = new HashMap<>();
  private SignedLedger signed;

  private CheckpointSigner(
      String ledger, NoteSigner key, CheckpointStore store, SignedLedger signed) {
    this.ledger = ledger;
    this.key = key;
    this.store = store;
    this.signed = signed;
    signed.logs().forEach((partition, log) -> last.put(partition, log.checkpoint()));
  }

  /**
   * Goes on after what was signed last.
   *
   * @param ledger its name, the beginning of each log's origin
   * @param retired keys that may have signed what was signed last
   * @throws InconsistentLedgerException what was signed last is not there or not signed by these
   */
  public static CheckpointSigner open(
      String ledger, NoteSigner key, Collection<NoteVerifier> retired, CheckpointStore store)
      throws IOException {
    Optional<String> stored = store.load();
    if (stored.isEmpty()) {
      SignedNote nothing = key.sign(new CombinedCheckpoint(ledger, List.of()).text());
      store.store(nothing.toString());
      return new CheckpointSigner(ledger, key, store, new SignedLedger(nothing, Map.of()));
    }
    List<NoteVerifier> known = new ArrayList<>(retired);
    known.add(key.verifier());
    CombinedCheckpoint combined;
    try {
      SignedNote note = SignedNote.parse(stored.get());
      if (note.signedBy(known).isEmpty()) {
        throw new InconsistentLedgerException(
            "it was signed by a key that is neither the present one nor a retired one");
      }
      combined = CombinedCheckpoint.parse(note.text());
    } catch (IllegalArgumentException e) {
      throw new InconsistentLedgerException(String.valueOf(e.getMessage()), e);
    }
    if (!combined.ledger().equals(ledger)) {
      throw new InconsistentLedgerException("it is of another ledger");
    }
    return new CheckpointSigner(ledger, key, store, signed(key, combined));
  }

  /** What was signed last, and is durable. */
  public synchronized SignedLedger signed() {
    return signed;
  }

  /**
   * Whether a log that was opened is the one that was signed.
   *
   * @throws InconsistentLedgerException it is not: nothing must be appended to it
   */
  public synchronized void admit(LedgerLog log) throws IOException {
    consistent(log, log.head());
  }

  /**
   * Signs what the logs hold now, if that is more than was signed before.
   *
   * @return all that is signed, when something new is
   * @throws InconsistentLedgerException a log is not the one that was signed; nothing was signed
   */
  public synchronized Optional<SignedLedger> sign(Collection<LedgerLog> logs) throws IOException {
    Map<Integer, Checkpoint> next = new HashMap<>(last);
    for (LedgerLog log : logs) {
      Head head = log.head();
      Checkpoint before = last.get(head.partition());
      if (before == null || before.size() != head.size()) {
        next.put(head.partition(), consistent(log, head));
      }
    }
    if (next.equals(last)) {
      return Optional.empty();
    }
    SignedLedger grown = signed(key, new CombinedCheckpoint(ledger, List.copyOf(next.values())));
    store.store(grown.combined().toString());
    last.putAll(next);
    signed = grown;
    return Optional.of(grown);
  }

  private Checkpoint consistent(LedgerLog log, Head head) throws IOException {
    Checkpoint before = last.get(head.partition());
    if (before == null) {
      before = empty(head.partition());
    }
    if (head.size() < before.size()) {
      throw new InconsistentLedgerException(
          "partition %d has %d entries, and %d were signed: entry %d is gone"
              .formatted(head.partition(), head.size(), before.size(), head.size()));
    }
    Hash root = log.root(head.size());
    List<Hash> proof = MerkleTree.consistency(log.nodes(), before.size(), head.size());
    if (!ProofCheck.consistent(before.size(), before.root(), head.size(), root, proof)) {
      throw new InconsistentLedgerException(
          "partition %d has another history before entry %d than the one that was signed"
              .formatted(head.partition(), before.size()));
    }
    return Checkpoint.of(ledger, head.partition(), head.size(), root, head.hash());
  }

  private Checkpoint empty(int partition) {
    Head none = Head.empty(partition);
    return Checkpoint.of(ledger, partition, 0, LedgerHashes.emptyTree(), none.hash());
  }

  private static SignedLedger signed(NoteSigner key, CombinedCheckpoint combined) {
    Map<Integer, SignedLog> logs = new HashMap<>();
    for (Checkpoint log : combined.logs()) {
      logs.put(log.partition(), new SignedLog(log, key.sign(log.text())));
    }
    return new SignedLedger(key.sign(combined.text()), logs);
  }
}
