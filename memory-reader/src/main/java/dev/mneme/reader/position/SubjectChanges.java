package dev.mneme.reader.position;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Up to where each subject's records have changed, as far as they were followed here. Subjects
 * share slots: it may say that a subject changed when another did, never that it did not.
 */
public final class SubjectChanges {

  private static final int SLOTS = 4096;

  private final Map<Integer, AtomicLongArray> partitions = new ConcurrentHashMap<>();
  private final AtomicLong removals = new AtomicLong();

  /**
   * To be called before the change can be seen.
   *
   * @param next offset behind the record that changes it
   */
  public void changed(int partition, String owner, long next) {
    partitions
        .computeIfAbsent(partition, _ -> new AtomicLongArray(SLOTS))
        .accumulateAndGet(slot(owner), next, Math::max);
  }

  /** A record was one that removes. */
  public void removed() {
    removals.incrementAndGet();
  }

  /** How many did, since the start. */
  public long removals() {
    return removals.get();
  }

  /** The subject's records below this offset may differ from what they were; 0 for none. */
  public long last(int partition, String owner) {
    AtomicLongArray slots = partitions.get(partition);
    return slots == null ? 0 : slots.get(slot(owner));
  }

  /** A subject of a tenant, as it is named here. */
  public static String owner(String tenant, String subject) {
    return tenant + "/" + subject;
  }

  private static int slot(String owner) {
    int hash = owner.hashCode();
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
}
