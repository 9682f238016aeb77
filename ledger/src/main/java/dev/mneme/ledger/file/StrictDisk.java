package dev.mneme.ledger.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk whose failures to make something durable are told from all others. */
record StrictDisk(Disk disk) implements Disk {

  @Override
  public WritableFile open(Path path) throws IOException {
    return new StrictFile(disk.open(path));
  }

  @Override
  public void forceNames(Path folder) throws IOException {
    try {
      disk.forceNames(folder);
    } catch (IOException e) {
      throw new ForceFailedException(e);
    }
  }

  private record StrictFile(WritableFile file) implements WritableFile {

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      file.write(bytes, position);
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
      file.read(into, position);
    }

    @Override
    public void truncate(long length) throws IOException {
      file.truncate(length);
    }

    @Override
    public void force() throws IOException {
      try {
        file.force();
      } catch (IOException e) {
        throw new ForceFailedException(e);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
