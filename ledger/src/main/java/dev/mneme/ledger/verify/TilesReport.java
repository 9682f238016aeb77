package dev.mneme.ledger.verify;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.note.NoteVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the verification of a log from its tiles found.
 *
 * @param by the keys that signed the checkpoint; at least one
 * @param entries that are whole
 */
public record TilesReport(
    Checkpoint checkpoint,
    List<NoteVerifier> by,
    long entries,
    Optional<Finding> finding,
    Duration took) {

  public boolean intact() {
    return finding.isEmpty();
  }

  public double entriesPerSecond() {
    return entries * 1e9 / Math.max(1, took.toNanos());
  }
}
