package dev.mneme.ledger.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What a ledger asks of a disk: few things, so that they can be made to fail. */
public interface Disk {

  /** Opens a file for writing, and creates it if it is not there. */
  WritableFile open(Path path) throws IOException;

  /** Makes the names in a folder durable. */
  void forceNames(Path folder) throws IOException;

  /** A file that is written from front to back; what was written is read to be compared. */
  interface WritableFile extends AutoCloseable {

    /** Writes all of it, or fails; how much was written then is unknown. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /** Fills the buffer with what the file has there, or fails. */
    void read(ByteBuffer into, long position) throws IOException;

    void truncate(long length) throws IOException;

    /** Returns when all that was written is durable. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** The disk of this machine. */
  static Disk real() {
    return new RealDisk();
  }
}
