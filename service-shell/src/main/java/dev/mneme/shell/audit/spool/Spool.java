package dev.mneme.shell.audit.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Entries in files, first in, first out. What was appended outlives the process; what was delivered
 * may come again after a crash, and what a crash cut in half was never acknowledged to anybody.
 */
final class Spool implements AutoCloseable {
  private static final long FILE_BYTES = 1L << 20;

  private final Path folder;
  private final long most;
  private final FileChannel deliveredFile;
  private final Deque<SpoolFile> files = new ArrayDeque<>();
  private long position;
  private long bytes;

  private Spool(Path folder, long most) throws IOException {
    this.folder = folder;
    this.most = most;
    this.deliveredFile =
        FileChannel.open(
            folder.resolve("delivered"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /**
   * @param most bytes of files; when they are reached nothing more is taken
   */
  static Spool open(Path folder, long most) throws IOException {
    Files.createDirectories(folder);
    List<Long> numbers = SpoolFile.numbers(folder);
    OptionalLong delivered =
        numbers.isEmpty() ? OptionalLong.empty() : SpoolFile.delivered(folder, numbers.getFirst());
    Spool spool = new Spool(folder, most);
    for (long number : numbers) {
      SpoolFile file = SpoolFile.open(folder, number);
      spool.files.add(file);
      spool.bytes += file.size();
    }
    // always a file of this process' own: the end of an earlier one may be torn
    spool.begin(numbers.isEmpty() ? 0 : numbers.getLast() + 1);
    spool.position = delivered.orElse(spool.files.getFirst().first());
    return spool;
  }

  private void begin(long number) throws IOException {
    SpoolFile file = SpoolFile.create(folder, number);
    files.add(file);
    bytes += file.size();
  }

  /**
   * @return false when there is no room
   */
  synchronized boolean append(Spooled spooled) throws IOException {
    byte[] frame = SpoolFormat.frame(spooled);
    if (bytes + frame.length > most || frame.length > SpoolFormat.LONGEST) {
      return false;
    }
    if (files.getLast().size() >= FILE_BYTES) {
      begin(files.getLast().number() + 1);
    }
    files.getLast().append(frame);
    bytes += frame.length;
    notifyAll();
    return true;
  }

  /**
   * The oldest entries that were not delivered.
   *
   * @param file that the last of them lies in
   * @param end where it ends
   */
  record Batch(List<Spooled> entries, long file, long end) {}

  synchronized Batch oldest(int count) throws IOException {
    List<Spooled> entries = new ArrayList<>();
    long number = files.getFirst().number();
    long at = position;
    for (SpoolFile file : files) {
      if (file.number() != number) {
        number = file.number();
        at = file.first();
      }
      Optional<SpoolFile.Read> read = Optional.empty();
      while (entries.size() < count && (read = file.read(at)).isPresent()) {
        entries.add(read.get().spooled());
        at = read.get().next();
      }
      if (entries.size() == count) {
        break;
      }
    }
    return new Batch(entries, number, at);
  }

  /** They are not wanted any more. */
  synchronized void delivered(Batch batch) throws IOException {
    while (files.getFirst().number() < batch.file()) {
      SpoolFile done = files.removeFirst();
      bytes -= done.size();
      done.delete();
    }
    position = batch.end();
    ByteBuffer mark =
        ByteBuffer.allocate(2 * Long.BYTES).putLong(batch.file()).putLong(position).flip();
    deliveredFile.write(mark, 0);
  }

  synchronized boolean isEmpty() throws IOException {
    return files.size() == 1 && position >= files.getFirst().size();
  }

  /** Bytes that wait, those of files' beginnings included. */
  synchronized long waiting() {
    return Math.max(0, bytes - position);
  }

  /** Returns when something was appended, or after that time. */
  synchronized void await(long millis) throws IOException, InterruptedException {
    if (isEmpty()) {
      wait(millis);
    }
  }

  synchronized void wake() {
    notifyAll();
  }

  @Override
  public synchronized void close() throws IOException {
    for (SpoolFile file : files) {
      file.close();
    }
    deliveredFile.close();
  }
}
