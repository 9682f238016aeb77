package dev.mneme.cli.audit;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.format.EntryFormat;
import dev.mneme.ledger.format.MalformedEntryException;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.merkle.Tile;
import dev.mneme.ledger.note.SignedNote;
import dev.mneme.ledger.scan.PartitionScan;
import dev.mneme.ledger.scan.ScanStep;
import dev.mneme.ledger.verify.TileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Entries out of a ledger's folder, and out of tiles. */
public final class LedgerEntries {
  private LedgerEntries() {}

  /**
   * Every entry is checked against its chain on the way; the service may be appending meanwhile.
   */
  public static Entries folder(Path ledger) {
    return taker -> {
      for (int partition : Segment.partitions(ledger)) {
        try (PartitionScan scan = PartitionScan.open(ledger, partition)) {
          boolean more = true;
          while (more) {
            switch (scan.next()) {
              case ScanStep.Met met -> taker.take(met.entry());
              case ScanStep.End _ -> more = false;
              case ScanStep.Damaged(var finding) ->
                  throw new IOException("the ledger is damaged: " + finding);
            }
          }
        }
      }
    };
  }

  /** What the checkpoint of each log covers. Tiles are believed; verifying them is another step. */
  public static Entries tiles(List<TileSource> logs) {
    return taker -> {
      for (TileSource log : logs) {
        long size = size(log);
        for (long first = 0; first < size; first += Tile.WIDTH) {
          int width = (int) Math.min(Tile.WIDTH, size - first);
          bundle(log.get(Tile.entriesPath(first / Tile.WIDTH, width)), width, taker);
        }
      }
    };
  }

  private static long size(TileSource log) throws IOException {
    try {
      SignedNote note = SignedNote.parse(new String(log.get("checkpoint"), StandardCharsets.UTF_8));
      return Checkpoint.parse(note.text()).size();
    } catch (IllegalArgumentException e) {
      throw new IOException("the checkpoint is none: " + e.getMessage(), e);
    }
  }

  private static void bundle(byte[] bytes, int width, Entries.Taker taker) throws IOException {
    ByteBuffer bundle = ByteBuffer.wrap(bytes);
    for (int i = 0; i < width; i++) {
      if (bundle.remaining() < Short.BYTES) {
        throw new IOException("a bundle ends before its last entry");
      }
      int length = Short.toUnsignedInt(bundle.getShort());
      if (bundle.remaining() < length) {
        throw new IOException("a bundle ends in the middle of an entry");
      }
      byte[] entry = new byte[length];
      bundle.get(entry);
      try {
        taker.take(EntryFormat.decode(entry));
      } catch (MalformedEntryException e) {
        throw new IOException("a bundle holds what is no entry: " + e.getMessage(), e);
      }
    }
  }
}
