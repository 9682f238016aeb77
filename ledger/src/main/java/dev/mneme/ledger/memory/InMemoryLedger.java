package dev.mneme.ledger.memory;

import dev.mneme.ledger.Chained;
import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.LedgerStore;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.merkle.Tile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A ledger that lasts as long as this object. */
public final class InMemoryLedger implements LedgerStore {
  private final Map<Integer, Log> logs = new HashMap<>();
  private final Set<Integer> open = new HashSet<>();

  @Override
  public synchronized LedgerLog open(int partition) {
    if (!open.add(partition)) {
      throw new IllegalStateException("partition %d is open already".formatted(partition));
    }
    return logs.computeIfAbsent(partition, Log::new);
  }

  @Override
  public synchronized void close() {
    open.clear();
  }

  private synchronized void closed(int partition) {
    open.remove(partition);
  }

  private final class Log implements LedgerLog {
    private final List<StoredEntry> entries = new ArrayList<>();
    private Head head;

    private Log(int partition) {
      this.head = Head.empty(partition);
    }

    @Override
    public synchronized Head head() {
      return head;
    }

    @Override
    public synchronized List<StoredEntry> append(List<CommittedRecord> records) {
      List<StoredEntry> added = new ArrayList<>(records.size());
      Head grown = head;
      for (CommittedRecord record : records) {
        Chained next = Chained.after(grown, record);
        added.add(next.stored());
        grown = next.head();
      }
      entries.addAll(added);
      head = grown;
      return added;
    }

    @Override
    public synchronized List<StoredEntry> read(long from, int most) {
      return from < 0 ? List.of() : entries.stream().skip(from).limit(most).toList();
    }

    @Override
    public List<Hash> tile(int level, long index, int atLeast) {
      List<Hash> hashes = new ArrayList<>(atLeast);
      for (int i = 0; i < atLeast; i++) {
        hashes.add(node(level * Tile.HEIGHT, index * Tile.WIDTH + i));
      }
      return hashes;
    }

    private synchronized Hash node(int level, long index) {
      return level == 0
          ? entries.get((int) index).leaf()
          : LedgerHashes.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    @Override
    public void close() {
      closed(head().partition());
    }
  }
}
