package dev.mneme.shell.audit.keys;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keys in memory, some of which are only known once they were caught up with. */
public final class InMemoryKeys implements SubjectKeys {
  private final Map<String, byte[]> known = new HashMap<>();
  private final Map<String, byte[]> late = new HashMap<>();
  private boolean away;

  public synchronized void know(String subjectHash, byte[] key) {
    known.put(subjectHash, key);
  }

  synchronized void knowLate(String subjectHash, byte[] key) {
    late.put(subjectHash, key);
  }

  public synchronized void setAway(boolean away) {
    this.away = away;
  }

  @Override
  public synchronized Optional<byte[]> of(String subjectHash) {
    return Optional.ofNullable(known.get(subjectHash));
  }

  @Override
  public synchronized boolean catchUp(Duration patience) {
    if (!away) {
      known.putAll(late);
    }
    return !away;
  }
}
