package dev.mneme.writer.forgotten;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each reader said it is. A reader that was silent for half as long again as it said it
 * would go on unheard counts no more: it has stopped answering from its index by itself.
 *
 * @see <a
 *     href="../../../../../../../../docs/decisions/0022-acknowledged-means-unreadable.md">0022</a>
 */
public final class ReaderTable {

  private record Heard(Map<Integer, Long> visible, Duration unheard, long at) {

    boolean isGone(long nanos) {
      return nanos - at > unheard.multipliedBy(3).dividedBy(2).toNanos();
    }
  }

  private final Map<String, Heard> readers = new HashMap<>();

  /**
   * @param visible partitions it answers from, each with the offset below which all is visible
   * @param unheard for how long it goes on when it cannot make itself heard
   * @param nanos when it was heard, by {@link System#nanoTime}
   */
  public synchronized void heard(
      String instance, Map<Integer, Long> visible, Duration unheard, long nanos) {
    readers.put(instance, new Heard(Map.copyOf(visible), unheard, nanos));
  }

  public synchronized void left(String instance) {
    readers.remove(instance);
  }

  /** Those that may still show what stands below the offset, by name, in order. */
  public synchronized List<String> behind(int partition, long offset, long nanos) {
    readers.values().removeIf(heard -> heard.isGone(nanos));
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
