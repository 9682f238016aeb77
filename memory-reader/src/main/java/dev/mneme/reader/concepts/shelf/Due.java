package dev.mneme.reader.concepts.shelf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Whose new episodes wait to be taken in. Of many of one subject it is only known that all do. */
final class Due {

  private static final int MOST_OF_A_SUBJECT = 10_000;

  /**
   * @param everything of the subject, whichever it is
   */
  record Wanted(boolean everything, Set<UUID> episodes) {}

  private static final class Partition {
    private boolean everybody;
    private final Map<String, Wanted> owners = new TreeMap<>();
  }

  private final Map<Integer, Partition> partitions = new HashMap<>();

  synchronized void all(int partition) {
    of(partition).everybody = true;
  }

  synchronized void all(int partition, String owner) {
    of(partition).owners.put(owner, new Wanted(true, Set.of()));
  }

  synchronized void none(int partition) {
    partitions.remove(partition);
  }

  synchronized void add(int partition, String owner, UUID episode) {
    Partition of = of(partition);
    Wanted known = of.owners.get(owner);
    if (of.everybody || (known != null && known.everything())) {
      return;
    }
    if (known == null) {
      known = new Wanted(false, new HashSet<>());
      of.owners.put(owner, known);
    }
    if (known.episodes().size() == MOST_OF_A_SUBJECT) {
      all(partition, owner);
    } else {
      known.episodes().add(episode);
    }
  }

  /** Whether nobody is known by name, as everybody is meant. */
  synchronized boolean everybody(int partition) {
    return of(partition).everybody;
  }

  /** In place of everybody these are known by name. */
  synchronized void named(int partition, Set<String> owners) {
    Partition of = of(partition);
    of.everybody = false;
    owners.forEach(owner -> of.owners.put(owner, new Wanted(true, Set.of())));
  }

  synchronized Set<String> owners(int partition) {
    return new TreeSet<>(of(partition).owners.keySet());
  }

  /** What is wanted of a subject, which is no longer wanted then. */
  synchronized Optional<Wanted> take(int partition, String owner) {
    return Optional.ofNullable(of(partition).owners.remove(owner));
  }

  /** It could not be done. */
  synchronized void back(int partition, String owner, Wanted wanted) {
    if (wanted.everything()) {
      all(partition, owner);
    } else {
      wanted.episodes().forEach(episode -> add(partition, owner, episode));
    }
  }

  synchronized int size() {
    return partitions.values().stream()
        .mapToInt(each -> each.owners.size() + (each.everybody ? 1 : 0))
        .sum();
  }

  private Partition of(int partition) {
    return partitions.computeIfAbsent(partition, _ -> new Partition());
  }
}
