package dev.mneme.ledger.verify;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Flaw;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.merkle.Tile;
import dev.mneme.ledger.scan.PartitionScan;
import dev.mneme.ledger.scan.ScanStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One walk over a partition, with its tiles and what was signed of it beside it. */
final class PartitionCheck {
  private static final int PROGRESS_EVERY = 65536;

  private final Path ledger;
  private final int partition;
  private final @Nullable Checkpoint signed;
  private @Nullable Finding finding;

  private PartitionCheck(Path ledger, int partition, @Nullable Checkpoint signed) {
    this.ledger = ledger;
    this.partition = partition;
    this.signed = signed;
  }

  static PartitionReport run(
      Path ledger, int partition, @Nullable Checkpoint signed, long before, LongConsumer progress)
      throws IOException {
    PartitionCheck check = new PartitionCheck(ledger, partition, signed);
    try (PartitionScan scan = PartitionScan.open(ledger, partition, check::tile)) {
      return check.walk(scan, before, progress);
    }
  }

  private PartitionReport walk(PartitionScan scan, long before, LongConsumer progress)
      throws IOException {
    while (true) {
      switch (scan.next()) {
        case ScanStep.Met _ -> {
          compareWithSigned(scan, false);
          if (finding != null) {
            return broken(scan, finding);
          }
          if (scan.size() % PROGRESS_EVERY == 0) {
            progress.accept(before + scan.size());
          }
        }
        case ScanStep.Damaged(Finding damage) -> {
          return broken(scan, damage);
        }
        case ScanStep.End end -> {
          Finding why = end.why();
          // A process that dies leaves the beginning of an entry, never a wrong whole one. (A
          // machine that loses power may: the start of the service tells the two apart.)
          if (why != null && why.flaw() != Flaw.TORN_TAIL) {
            return broken(scan, why);
          }
          compareWithSigned(scan, true);
          return finding != null
              ? broken(scan, finding)
              : new PartitionReport.Intact(
                  partition, scan.size(), scan.head(), scan.tree().root(), end.unfinished());
        }
      }
    }
  }

  private void compareWithSigned(PartitionScan scan, boolean atEnd) {
    if (signed == null || finding != null) {
      return;
    }
    boolean fits =
        scan.size() == signed.size()
            ? signed.root().equals(scan.tree().root()) && signed.chain().equals(scan.head())
            : !atEnd || scan.size() > signed.size();
    if (!fits) {
      String detail =
          scan.size() < signed.size()
              ? "%d entries were signed".formatted(signed.size())
              : "the entries up to here are not those that were signed";
      finding =
          found(
              Math.min(scan.size(), signed.size()),
              Segment.checkpoint(ledger),
              Flaw.BAD_CHECKPOINT,
              detail);
    }
  }

  /** A tile that is not there is no flaw: it is made again. One that says something else is. */
  private void tile(int level, long index, List<Hash> hashes) throws IOException {
    Path file = Segment.folder(ledger, partition).resolve(Tile.path(level, index, Tile.WIDTH));
    if (level > 0
        && finding == null
        && Files.exists(file)
        && !Arrays.equals(Files.readAllBytes(file), Tile.bytes(hashes))) {
      long first = index << Tile.HEIGHT * (level + 1);
      finding = found(first, file, Flaw.BAD_TILE, "it is not over the entries from there");
    }
  }

  private Finding found(long index, Path file, Flaw flaw, String detail) {
    return new Finding(partition, index, 0, file, 0, flaw, detail);
  }

  private PartitionReport broken(PartitionScan scan, Finding first) {
    return new PartitionReport.Broken(
        partition, scan.size(), scan.head(), scan.tree().root(), first);
  }
}
