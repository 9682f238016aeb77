package dev.mneme.guard.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The outcomes that acted on a count last, so that the same one sent again acts once.
 *
 * <p>Ids and not positions: the position of an input is committed in one transaction with the state
 * it made, so no position reaches the state twice. What can come twice is an outcome at a second
 * position, from a reporter that sent it again. Such repeats follow closely, hence the bound; what
 * ran under an older epoch is refused whatever its id.
 */
public record RecentOutcomes(List<UUID> ids) {
  public static final int CAPACITY = 32;

  private static final RecentOutcomes NONE = new RecentOutcomes(List.of());

  public RecentOutcomes {
    if (ids.size() > CAPACITY) {
      throw new IllegalArgumentException("at most " + CAPACITY + " ids, not " + ids.size());
    }
    ids = List.copyOf(ids);
  }

  public static RecentOutcomes none() {
    return NONE;
  }

  public boolean contains(UUID id) {
    return ids.contains(id);
  }

  public RecentOutcomes with(UUID id) {
    var next = new ArrayList<UUID>(Math.min(ids.size() + 1, CAPACITY));
    next.addAll(ids.size() < CAPACITY ? ids : ids.subList(1, CAPACITY));
    next.add(id);
    return new RecentOutcomes(next);
  }
}
