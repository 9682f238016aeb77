package dev.mneme.ledger.verify;

import dev.mneme.ledger.format.EntryField;
import dev.mneme.ledger.format.EntryFormat;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.scan.PartitionScan;
import dev.mneme.ledger.scan.ScanStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
    // What was said before what it was said of: a slot, a root or a checkpoint whose entries are
    // not
    // in the copy would look like a loss.
    copy(ledger, copy, path -> !path.toString().endsWith(".log"));
    copy(ledger, copy, path -> path.toString().endsWith(".log"));
    return flip(copy, partition, index);
  }

  private static void copy(Path ledger, Path copy, Predicate<Path> which) throws IOException {
    try (Stream<Path> files = Files.walk(ledger)) {
      for (Path file : files.filter(Files::isRegularFile).filter(which).toList()) {
        Path target = copy.resolve(ledger.relativize(file));
        Files.createDirectories(target.getParent());
        try {
          Files.copy(file, target);
        } catch (NoSuchFileException replaced) {
          // a file that was being written aside, and has its name by now
        }
      }
    }
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
