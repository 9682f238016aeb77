package dev.mneme.ledger.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The real disk, with room for so many more bytes, and syncs that can fail or be left out. */
final class FaultyDisk implements Disk {
  private final Disk real = Disk.real();
  long room = Long.MAX_VALUE;
  boolean syncFails;
  boolean syncsToNothing;
  boolean goesAstray;
  int syncs;

  @Override
  public WritableFile open(Path path) throws IOException {
    WritableFile file = real.open(path);
    return new WritableFile() {

      @Override
      public void write(ByteBuffer bytes, long position) throws IOException {
        int fits = (int) Math.min(room, bytes.remaining());
        boolean all = fits == bytes.remaining();
        ByteBuffer written = bytes.slice(bytes.position(), fits);
        if (goesAstray && fits > 0) {
          written = ByteBuffer.allocate(fits).put(written).flip();
          written.put(fits / 2, (byte) (written.get(fits / 2) ^ 1));
        }
        file.write(written, position);
        room -= fits;
        if (!all) {
          throw new IOException("No space left on device");
        }
        bytes.position(bytes.limit());
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
        syncs++;
        if (syncFails) {
          throw new IOException("Input/output error");
        }
        if (!syncsToNothing) {
          file.force();
        }
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public void forceNames(Path folder) throws IOException {
    if (!syncsToNothing) {
      real.forceNames(folder);
    }
  }
}
