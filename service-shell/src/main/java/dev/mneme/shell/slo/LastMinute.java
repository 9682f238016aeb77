package dev.mneme.shell.slo;

import java.time.Duration;
import java.util.Arrays;

/** Requests of the last sixty seconds and how many of them broke the promise, in slots of one. */
final class LastMinute {
  private static final int SLOTS = 60;
  private static final long SLOT = Duration.ofSeconds(1).toNanos();

  private final long[] seconds = new long[SLOTS];
  private final int[] requests = new int[SLOTS];
  private final int[] violations = new int[SLOTS];

  LastMinute() {
    clear();
  }

  /**
   * @param requests that ended in it
   * @param violations among them
   */
  record Count(long requests, long violations) {}

  void add(boolean violated, long now) {
    long second = Math.floorDiv(now, SLOT);
    int slot = (int) Math.floorMod(second, (long) SLOTS);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      requests[slot] = 0;
      violations[slot] = 0;
    }
    requests[slot]++;
    if (violated) {
      violations[slot]++;
    }
  }

  Count count(long now) {
    long second = Math.floorDiv(now, SLOT);
    long allRequests = 0;
    long allViolations = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (requests[slot] > 0 && second - seconds[slot] < SLOTS) {
        allRequests += requests[slot];
        allViolations += violations[slot];
      }
    }
    return new Count(allRequests, allViolations);
  }

  void clear() {
    Arrays.fill(requests, 0);
    Arrays.fill(violations, 0);
  }
}
