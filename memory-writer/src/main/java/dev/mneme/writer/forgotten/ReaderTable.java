package dev.mneme.writer.forgotten;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each reader said it is. A reader that was silent for longer than the lease counts no
 * more: it has stopped answering from its index by itself, after a shorter time by its own clock.
 *
 * @see <a
 *     href="../../../../../../../../docs/decisions/0022-acknowledged-means-unreadable.md">0022</a>
 */
public final class ReaderTable {

  private record Heard(Map<Integer, Long> visible, long at) {}

  private final Map<String, Heard> readers = new HashMap<>();
  private final Duration lease;

  public ReaderTable(Duration lease) {
    this.lease = lease;
  }

  /**
   * @param visible partitions it answers from, each with the offset below which all is visible
   * @param nanos when it was heard, by {@link System#nanoTime}
   */
  public synchronized void heard(String instance, Map<Integer, Long> visible, long nanos) {
    readers.put(instance, new Heard(Map.copyOf(visible), nanos));
  }

  public synchronized void left(String instance) {
    readers.remove(instance);
  }

  /** Those that may still show what stands below the offset, by name, in order. */
  public synchronized List<String> behind(int partition, long offset, long nanos) {
    readers.values().removeIf(heard -> nanos - heard.at() > lease.toNanos());
    return readers.entrySet().stream()
        .filter(
            each -> {
              Long visible = each.getValue().visible().get(partition);
              return visible != null && visible < offset;
            })
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
