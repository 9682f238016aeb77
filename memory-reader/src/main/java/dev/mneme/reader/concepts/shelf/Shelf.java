package dev.mneme.reader.concepts.shelf;

import dev.mneme.reader.concepts.Concept;
import dev.mneme.reader.concepts.Knowledge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What is known of the subjects of one partition. Every change is made whole, under one lock; an
 * episode that is forgotten is out of what recalls see before the index knows of it.
 */
final class Shelf {

  /**
   * A concept that is to be made anew, and is not used until then.
   *
   * @param from offset of the record that makes it necessary, it can be done once that is seen;
   *     {@link #NONE} when it can be done at once
   */
  record Repair(String owner, Concept concept, long from) {

    static final long NONE = -1;

    /** Whether somebody may wait for it. */
    boolean isUrgent() {
      return from >= 0;
    }

    boolean isOf(Repair other) {
      return owner.equals(other.owner) && concept.id().equals(other.concept.id());
    }
  }

  private static final class Subject {
    private Knowledge knowledge = Knowledge.NONE;
    private Set<UUID> held = Set.of();
    private final Set<UUID> used = new TreeSet<>();
    private long version;

    /** The episodes that something of it holds are found once for each change, not each memory. */
    void know(Knowledge now) {
      knowledge = now;
      held = now.episodes();
      version++;
    }
  }

  /** What a cycle begins with. */
  record Before(Knowledge knowledge, Set<UUID> used, long version) {}

  private final Map<String, Subject> subjects = new TreeMap<>();
  private final List<Repair> repairs = new ArrayList<>();
  private final Map<String, Set<UUID>> corrupt = new TreeMap<>();

  /** Memories that were removed or changed lately, each with the offset of the record. */
  private final Map<String, Map<UUID, Long>> leaving = new HashMap<>();

  private boolean ready;

  /** From now on recalls may use it, and every change of a memory is heard. */
  synchronized void ready() {
    ready = true;
  }

  synchronized boolean isReady() {
    return ready;
  }

  synchronized Shelves.Seen see(String owner) {
    Subject subject = subjects.get(owner);
    return subject == null
        ? new Shelves.Seen(List.of(), false)
        : new Shelves.Seen(subject.knowledge.concepts(), corrupt.containsKey(owner));
  }

  synchronized void used(String owner, Collection<UUID> concepts) {
    Subject subject = subjects.get(owner);
    if (subject != null) {
      subject.used.addAll(concepts);
    }
  }

  /** As its topic says, while nothing is made here yet. */
  synchronized void told(String owner, Concept concept) {
    Subject subject = subject(owner);
    subject.know(subject.knowledge.with(concept));
    whole(owner, concept.id());
  }

  synchronized void toldGone(String owner, UUID concept) {
    Subject subject = subject(owner);
    subject.know(subject.knowledge.without(concept));
    whole(owner, concept);
  }

  /** What the topic holds of a concept cannot be: nothing of the subject is used until it can. */
  synchronized void refused(String owner, UUID concept) {
    Subject subject = subject(owner);
    corrupt.computeIfAbsent(owner, _ -> new TreeSet<>()).add(concept);
    subject.knowledge.concepts().stream()
        .filter(each -> each.id().equals(concept))
        .forEach(each -> repairs.add(new Repair(owner, each, Repair.NONE)));
  }

  /**
   * A memory is removed or changed by the record at the offset.
   *
   * @return whether a concept holds it, and has to be made anew
   */
  synchronized boolean leaves(String owner, UUID episode, long offset) {
    if (!ready) {
      return false;
    }
    leaving.computeIfAbsent(owner, _ -> new HashMap<>()).put(episode, offset);
    Subject subject = subjects.get(owner);
    if (subject == null) {
      return false;
    }
    // A cycle under way may have read it: what it makes is not taken over.
    subject.version++;
    List<Concept> holding =
        new ArrayList<>(
            subject.held.contains(episode) ? subject.knowledge.holding(episode) : List.of());
    // One that is being made anew already may hold it too.
    for (Repair repair : repairs) {
      if (repair.owner().equals(owner) && repair.concept().binds(episode)) {
        holding.add(repair.concept());
      }
    }
    Set<UUID> ids = new HashSet<>();
    for (Concept concept : holding) {
      ids.add(concept.id());
      repairs.add(new Repair(owner, concept, offset));
    }
    if (subject.held.contains(episode)) {
      subject.know(subject.knowledge.without(ids, episode));
    }
    return !holding.isEmpty();
  }

  /** One of each concept that can be made anew now that everything below the offset is seen. */
  synchronized List<Repair> due(long visible) {
    List<Repair> due = new ArrayList<>();
    for (Repair each : repairs) {
      boolean waits = repairs.stream().anyMatch(r -> r.isOf(each) && r.from() >= visible);
      boolean known = due.stream().anyMatch(each::isOf);
      if (!waits && known && each.isUrgent()) {
        due.removeIf(each::isOf);
      }
      if (!waits && (!known || each.isUrgent())) {
        due.add(each);
      }
    }
    return due;
  }

  /** It is done, with everything below the offset seen. */
  synchronized void repaired(Repair repair, long visible) {
    repairs.removeIf(each -> each.isOf(repair) && each.from() < visible);
    whole(repair.owner(), repair.concept().id());
  }

  /** Takes a concept out of use until it is made anew. */
  synchronized void withdraw(String owner, Concept concept) {
    Subject subject = subject(owner);
    subject.know(subject.knowledge.without(concept.id()));
    repairs.add(new Repair(owner, concept, Repair.NONE));
  }

  /** Has a concept made anew from its episodes; it is used meanwhile. */
  synchronized void repairLater(String owner, Concept concept) {
    repairs.add(new Repair(owner, concept, Repair.NONE));
  }

  /** Below which offset every memory that left is out of its concepts, on the topic too. */
  synchronized long settled() {
    return repairs.stream()
        .mapToLong(Repair::from)
        .filter(from -> from >= 0)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The memories of a subject that the index may still show although they are leaving. */
  synchronized Set<UUID> leaving(String owner) {
    return Set.copyOf(leaving.getOrDefault(owner, Map.of()).keySet());
  }

  /** Those, and what belongs to concepts that are being made anew: none of it is new. */
  synchronized Set<UUID> notNew(String owner) {
    Set<UUID> none = new HashSet<>(leaving(owner));
    for (Repair repair : repairs) {
      if (repair.owner().equals(owner)) {
        repair.concept().bindings().forEach(binding -> none.add(binding.episode()));
      }
    }
    return none;
  }

  synchronized void seen(long visible) {
    leaving.values().forEach(each -> each.values().removeIf(offset -> offset < visible));
    leaving.values().removeIf(Map::isEmpty);
  }

  synchronized Before before(String owner) {
    Subject subject = subject(owner);
    return new Before(subject.knowledge, Set.copyOf(subject.used), subject.version);
  }

  /** Takes over what a cycle made, unless something changed meanwhile. */
  synchronized boolean install(String owner, Before before, Knowledge after) {
    Subject subject = subject(owner);
    if (subject.version != before.version()) {
      return false;
    }
    subject.know(after);
    subject.used.removeAll(before.used());
    return true;
  }

  /** Puts a concept that was made anew back, unless it has to be made anew once more. */
  synchronized boolean back(Repair repair, Concept concept, long visible) {
    if (repairs.stream().anyMatch(each -> each.isOf(repair) && each.from() >= visible)) {
      return false;
    }
    Subject subject = subject(repair.owner());
    subject.know(subject.knowledge.with(concept));
    return true;
  }

  /** Concepts that the topic holds as what cannot be, and of which nothing is known here. */
  synchronized Map<String, Set<UUID>> lost() {
    Map<String, Set<UUID>> lost = new TreeMap<>();
    corrupt.forEach(
        (owner, concepts) -> {
          Set<UUID> ids = new TreeSet<>(concepts);
          repairs.stream()
              .filter(each -> each.owner().equals(owner))
              .forEach(each -> ids.remove(each.concept().id()));
          if (!ids.isEmpty()) {
            lost.put(owner, ids);
          }
        });
    return lost;
  }

  synchronized List<String> owners() {
    return List.copyOf(subjects.keySet());
  }

  synchronized List<Concept> concepts() {
    return subjects.values().stream().flatMap(each -> each.knowledge.concepts().stream()).toList();
  }

  private void whole(String owner, UUID concept) {
    corrupt.computeIfPresent(
        owner,
        (_, concepts) -> {
          concepts.remove(concept);
          return concepts.isEmpty() ? null : concepts;
        });
  }

  private Subject subject(String owner) {
    return subjects.computeIfAbsent(owner, _ -> new Subject());
  }
}
