package dev.mneme.reader.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Ids of memories in the order in which they are given out, sixteen bytes each. */
final class MemoryIds {

  private final long[] halves;

  private MemoryIds(long[] halves) {
    this.halves = halves;
  }

  /** When a memory occurred, and which it is. */
  record Dated(long occurredAt, UUID id) {}

  /** The earliest first, ties by id. */
  static MemoryIds of(List<Dated> memories) {
    List<Dated> ordered = new ArrayList<>(memories);
    ordered.sort(Comparator.comparingLong(Dated::occurredAt).thenComparing(Dated::id));
    long[] halves = new long[2 * ordered.size()];
    for (int i = 0; i < ordered.size(); i++) {
      halves[2 * i] = ordered.get(i).id().getMostSignificantBits();
      halves[2 * i + 1] = ordered.get(i).id().getLeastSignificantBits();
    }
    return new MemoryIds(halves);
  }

  int size() {
    return halves.length / 2;
  }

  UUID get(int index) {
    return new UUID(halves[2 * index], halves[2 * index + 1]);
  }

  List<UUID> from(int index, int most) {
    List<UUID> ids = new ArrayList<>(most);
    for (int i = index; i < Math.min(size(), index + most); i++) {
      ids.add(get(i));
    }
    return ids;
  }

  /** The place behind this id; -1 when it is not among them. */
  int after(UUID id) {
    for (int i = 0; i < size(); i++) {
      if (get(i).equals(id)) {
        return i + 1;
      }
    }
    return -1;
  }
}
