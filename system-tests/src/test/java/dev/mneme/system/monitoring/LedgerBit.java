package dev.mneme.system.monitoring;

import dev.mneme.ledger.verify.Tampering;
import dev.mneme.ledger.verify.Tampering.Tampered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A bit of the first entry of a ledger that is in use: changed, and put back. */
record LedgerBit(Path file, long position, byte right, byte wrong) {

  private static final int PARTITION = 0;

  /**
   * Finds it in a copy; nothing is changed yet.
   *
   * @throws IllegalArgumentException there is no entry yet
   */
  static LedgerBit find(Path ledger, Path copy) throws IOException {
    Tampered found = Tampering.copyAndFlip(ledger, copy, PARTITION, 0);
    return new LedgerBit(
        ledger.resolve(copy.relativize(found.file())),
        found.position(),
        found.before(),
        found.after());
  }

  void change() throws IOException {
    write(wrong);
  }

  void putBack() throws IOException {
    write(right);
  }

  private void write(byte value) throws IOException {
    try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
      open.write(ByteBuffer.wrap(new byte[] {value}), position);
    }
  }
}
