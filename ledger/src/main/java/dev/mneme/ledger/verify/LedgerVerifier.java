package dev.mneme.ledger.verify;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.checkpoint.CombinedCheckpoint;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Reads a ledger from its first entry to its last and says whether each commits to the one before,
 * whether tiles and signed checkpoint are over these entries, and where that first fails. It reads
 * only, in constant memory; the ledger may be in use.
 */
public final class LedgerVerifier {
  private final Collection<NoteVerifier> keys;
  private final LongConsumer progress;

  /**
   * @param keys that may have signed the checkpoint; with none its signature is not looked at
   * @param progress told now and then how many entries have been checked
   */
  public LedgerVerifier(Collection<NoteVerifier> keys, LongConsumer progress) {
    this.keys = keys;
    this.progress = progress;
  }

  public static LedgerReport verify(Path ledger) throws IOException {
    return verify(ledger, _ -> {});
  }

  public static LedgerReport verify(Path ledger, LongConsumer progress) throws IOException {
    return new LedgerVerifier(List.of(), progress).check(ledger);
  }

  public LedgerReport check(Path ledger) throws IOException {
    if (!Files.isDirectory(ledger)) {
      throw new NotDirectoryException(ledger.toString());
    }
    long begun = System.nanoTime();
    // Before the entries: what is signed later may be more than what is read now.
    Map<Integer, Checkpoint> signed = new HashMap<>();
    Statement statement = statement(Segment.checkpoint(ledger), signed);
    List<PartitionReport> reports = new ArrayList<>();
    long before = 0;
    for (int partition : Segment.partitions(ledger)) {
      PartitionReport report =
          PartitionCheck.run(ledger, partition, signed.remove(partition), before, progress);
      reports.add(report);
      before += report.entries();
    }
    if (signed.values().stream().anyMatch(log -> log.size() > 0)) {
      statement = new Statement.Refused("it names a log that is not there");
    }
    return new LedgerReport(reports, statement, Duration.ofNanos(System.nanoTime() - begun));
  }

  private Statement statement(Path file, Map<Integer, Checkpoint> signed) throws IOException {
    if (!Files.exists(file)) {
      return new Statement.Absent();
    }
    try {
      SignedNote note = SignedNote.parse(Files.readString(file));
      CombinedCheckpoint.parse(note.text()).logs().forEach(log -> signed.put(log.partition(), log));
      if (keys.isEmpty()) {
        return new Statement.Unchecked();
      }
      List<NoteVerifier> by = note.signedBy(keys);
      return by.isEmpty()
          ? new Statement.Refused("it is signed by none of the keys that were named")
          : new Statement.Signed(by);
    } catch (IllegalArgumentException e) {
      return new Statement.Refused(String.valueOf(e.getMessage()));
    }
  }
}
