package dev.mneme.ledger.file;

import dev.mneme.ledger.LedgerInUseException;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.LedgerStore;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.sign.CheckpointStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A ledger in a folder, which is locked for as long as it is open. */
public final class FileLedger implements LedgerStore {
  private final Path folder;
  private final Disk disk;
  private final int segmentEntries;
  private final Consumer<CutBack> cutBacks;
  private final FileChannel lock;
  private final Map<Integer, FileLog> open = new HashMap<>();

  private FileLedger(
      Path folder, Disk disk, int segmentEntries, Consumer<CutBack> cutBacks, FileChannel lock) {
    this.folder = folder;
    this.disk = new StrictDisk(disk);
    this.segmentEntries = segmentEntries;
    this.cutBacks = cutBacks;
    this.lock = lock;
  }

  /**
   * @param cutBacks told when the end of a log had to be cut back
   * @throws LedgerInUseException somebody else has it
   */
  public static FileLedger open(Path folder, Consumer<CutBack> cutBacks) throws IOException {
    return open(folder, Disk.real(), Segment.ENTRIES, cutBacks);
  }

  /** Another disk, or another size of segments: with the same size, the same files. */
  static FileLedger open(Path folder, Disk disk, int segmentEntries, Consumer<CutBack> cutBacks)
      throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (locked(lock) == null) {
        throw new LedgerInUseException(folder);
      }
      disk.forceNames(folder);
      return new FileLedger(folder, disk, segmentEntries, cutBacks, lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static @Nullable FileLock locked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public synchronized LedgerLog open(int partition) throws IOException {
    if (open.containsKey(partition)) {
      throw new IllegalStateException("partition %d is open already".formatted(partition));
    }
    Path logs = Segment.folder(folder, partition);
    if (!Files.isDirectory(logs)) {
      Files.createDirectory(logs);
      disk.forceNames(folder);
    }
    Recovery.Recovered recovered = new Recovery(disk, folder, partition, cutBacks).recover();
    FileLog log = new FileLog(folder, disk, segmentEntries, recovered, () -> closed(partition));
    open.put(partition, log);
    return log;
  }

  /** Where the last signed statement of this ledger is kept. */
  public CheckpointStore checkpoints() {
    return new CheckpointFile(disk, folder);
  }

  private synchronized void closed(int partition) {
    open.remove(partition);
  }

  @Override
  public synchronized void close() throws IOException {
    try (lock) {
      for (FileLog log : List.copyOf(open.values())) {
        log.close();
      }
    }
  }
}
