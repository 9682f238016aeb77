package dev.mneme.ledger.verify;

import dev.mneme.ledger.format.EntryField;
import dev.mneme.ledger.format.EntryFormat;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.format.PartitionScan;
import dev.mneme.ledger.format.ScanStep;
import dev.mneme.ledger.format.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Shows that a ledger cannot be changed unnoticed: changes a copy of one, by a single bit. */
public final class Tampering {
  private Tampering() {}

  /**
   * What was changed.
   *
   * @param file in the copy
   */
  public record Tampered(
      int partition, long index, long offset, Path file, long position, byte before, byte after) {}

  /**
   * Copies a ledger and changes the payload of one entry in the copy. The ledger may be in use.
   *
   * @param copy a folder that does not exist yet
   * @throws IllegalArgumentException there is no such entry, or it has no payload
   */
  public static Tampered copyAndFlip(Path ledger, Path copy, int partition, long index)
      throws IOException {
    if (Files.exists(copy)) {
      throw new FileAlreadyExistsException(copy.toString());
    }
    for (int each : Segment.partitions(ledger)) {
      Files.createDirectories(Segment.folder(copy, each));
      for (Segment segment : Segment.of(ledger, each)) {
        Segment target = Segment.at(copy, each, segment.first());
        // The positions first: a slot whose entry is not in the copy would look like a loss.
        if (Files.exists(segment.positions())) {
          Files.copy(segment.positions(), target.positions());
        }
        Files.copy(segment.log(), target.log());
      }
    }
    return flip(copy, partition, index);
  }

  private static Tampered flip(Path copy, int partition, long index) throws IOException {
    try (PartitionScan scan = PartitionScan.open(copy, partition)) {
      while (scan.next() instanceof ScanStep.Met met) {
        if (met.entry().index() == index) {
          return flip(met);
        }
      }
      throw new IllegalArgumentException(
          "partition %d has %d entries, and none with index %d"
              .formatted(partition, scan.size(), index));
    }
  }

  private static Tampered flip(ScanStep.Met met) throws IOException {
    LedgerEntry entry = met.entry();
    if (!(entry.value() instanceof EntryField.Bytes(byte[] value)) || value.length == 0) {
      throw new IllegalArgumentException(
          "entry %d of partition %d has no payload".formatted(entry.index(), entry.partition()));
    }
    int within = value.length / 2;
    long position = met.position() + Integer.BYTES + EntryFormat.valuePosition(entry) + within;
    byte before = value[within];
    byte after = (byte) (before ^ 1);
    Path file = met.segment().log();
    try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
      log.write(ByteBuffer.wrap(new byte[] {after}), position);
    }
    return new Tampered(
        entry.partition(), entry.index(), entry.offset(), file, position, before, after);
  }
}
