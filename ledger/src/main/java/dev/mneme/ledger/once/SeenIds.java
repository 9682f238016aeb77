package dev.mneme.ledger.once;

import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.format.EntryField;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Every event id that has an entry in a log, and which entry. One thread adds; any thread may look.
 * It is derived from the log: ids of full blocks are kept in files and found again at start, those
 * of the last block are read out of the log. The files may be deleted; they are made again.
 */
public final class SeenIds {
  private static final int READ = 1000;

  private final Path folder;
  private final int blockSize;
  private final List<IdBlock> blocks = new ArrayList<>();
  private final Map<UUID, Integer> recent = new HashMap<>();
  private long count;

  private SeenIds(Path folder, int blockSize) {
    this.folder = folder;
    this.blockSize = blockSize;
  }

  /**
   * @param folder of this log's own
   */
  public static SeenIds of(LedgerLog log, Path folder) throws IOException {
    return of(log, folder, Segment.ENTRIES);
  }

  static SeenIds of(LedgerLog log, Path folder, int blockSize) throws IOException {
    Files.createDirectories(folder);
    SeenIds seen = new SeenIds(folder, blockSize);
    long size = log.head().size();
    while (seen.count < size) {
      boolean full = seen.count % blockSize == 0 && seen.count + blockSize <= size;
      if (!full || !seen.load(log)) {
        seen.readBlock(log, Math.min(size, seen.count - seen.count % blockSize + blockSize));
      }
    }
    return seen;
  }

  /** How many entries of the log are accounted for. */
  public synchronized long count() {
    return count;
  }

  public boolean contains(UUID id) {
    return find(id).isPresent();
  }

  /** The index of the entry of an event. */
  public synchronized OptionalLong find(UUID id) {
    long full = (long) blocks.size() * blockSize;
    Integer place = recent.get(id);
    if (place != null) {
      return OptionalLong.of(full + place);
    }
    for (int block = blocks.size() - 1; block >= 0; block--) {
      OptionalLong found = blocks.get(block).find(id);
      if (found.isPresent()) {
        return OptionalLong.of((long) block * blockSize + found.getAsLong());
      }
    }
    return OptionalLong.empty();
  }

  /** The files that are not as they were written. Reads them all. */
  public List<Path> damaged() {
    List<IdBlock> all;
    synchronized (this) {
      all = List.copyOf(blocks);
    }
    return all.stream().filter(block -> !block.whole()).map(IdBlock::file).toList();
  }

  /** Takes note of the entry after the last one noted, which is durable in the log. */
  public synchronized void add(StoredEntry stored) throws IOException {
    if (stored.entry().index() != count) {
      throw new IllegalArgumentException(
          "entry %d comes next, not %d".formatted(count, stored.entry().index()));
    }
    int place = (int) (count % blockSize);
    idOf(stored).ifPresent(id -> recent.putIfAbsent(id, place));
    count++;
    if (count % blockSize == 0) {
      blocks.add(IdBlock.write(file(count - blockSize), stored.chain(), recent));
      recent.clear();
    }
  }

  private static Optional<UUID> idOf(StoredEntry stored) {
    return switch (stored.entry().value()) {
      case EntryField.Bytes(byte[] bytes) -> EventId.of(bytes);
      case EntryField.Absent() -> Optional.empty();
      case EntryField.Digest(int _, Hash _) -> Optional.empty();
    };
  }

  private boolean load(LedgerLog log) throws IOException {
    Hash chain = log.read(count + blockSize - 1).orElseThrow().chain();
    Optional<IdBlock> block = IdBlock.load(file(count), chain);
    if (block.isEmpty()) {
      return false;
    }
    blocks.add(block.get());
    count += blockSize;
    return true;
  }

  private void readBlock(LedgerLog log, long end) throws IOException {
    while (count < end) {
      for (StoredEntry stored : log.read(count, (int) Math.min(READ, end - count))) {
        add(stored);
      }
    }
  }

  private Path file(long first) {
    return folder.resolve(String.format(Locale.ROOT, "%020d.ids", first));
  }
}
