package dev.mneme.reader.concepts.shelf;

import dev.mneme.reader.concepts.Concept;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The concepts of the partitions of this instance, as recalls see them and as changes of memories
 * reach them.
 */
public final class Shelves {

  /**
   * What a recall sees of a subject.
   *
   * @param corrupt whether something of it is not what it should be: nothing of it is to be used
   */
  public record Seen(List<Concept> concepts, boolean corrupt) {}

  private final Map<Integer, Shelf> shelves = new ConcurrentHashMap<>();
  private final Due due = new Due();
  private final AtomicLong refused = new AtomicLong();

  /** The partition's concepts are about to be told from the beginning of their topic. */
  public void opened(int partition) {
    shelves.put(partition, new Shelf());
    due.all(partition);
  }

  /** The partition is no longer here. */
  public void closed(int partition) {
    shelves.remove(partition);
    due.none(partition);
  }

  /** What the topic says of a concept; what is made here already is newer. */
  public void told(int partition, String owner, Concept concept) {
    Shelf shelf = shelves.get(partition);
    if (shelf != null && !shelf.isReady()) {
      shelf.told(owner, concept);
    }
  }

  public void toldGone(int partition, String owner, UUID concept) {
    Shelf shelf = shelves.get(partition);
    if (shelf != null && !shelf.isReady()) {
      shelf.toldGone(owner, concept);
    }
  }

  /** A record of the topic is no concept that can be: it is counted, and repaired. */
  public void refused(int partition, String owner, UUID concept) {
    refused.incrementAndGet();
    Shelf shelf = shelves.get(partition);
    if (shelf != null) {
      shelf.refused(owner, concept);
    }
  }

  /** A record of a memory is about to be applied: what it removes or changes leaves first. */
  public void leaves(int partition, String owner, UUID episode, long offset) {
    Shelf shelf = shelves.get(partition);
    if (shelf != null) {
      shelf.leaves(owner, episode, offset);
    }
  }

  /** A memory has a vector now, or another one. */
  public void embedded(int partition, String owner, UUID episode) {
    if (shelves.containsKey(partition)) {
      due.add(partition, owner, episode);
    }
  }

  /**
   * Below which offset of the partition's records everything that left is out of its concepts, here
   * and on the topic.
   */
  public long settled(int partition) {
    Shelf shelf = shelves.get(partition);
    return shelf == null ? Long.MAX_VALUE : shelf.settled();
  }

  /** What a recall of the subject may use; empty while the partition's concepts are not known. */
  public Optional<Seen> see(int partition, String owner) {
    Shelf shelf = shelves.get(partition);
    return shelf == null || !shelf.isReady() ? Optional.empty() : Optional.of(shelf.see(owner));
  }

  /** A recall has used these concepts. */
  public void used(int partition, String owner, Collection<UUID> concepts) {
    Shelf shelf = shelves.get(partition);
    if (shelf != null) {
      shelf.used(owner, concepts);
    }
  }

  /** Everything of everybody is looked at in the next cycle. */
  public void everything() {
    shelves.keySet().forEach(due::all);
  }

  /** Records of the topic that were refused, since the start. */
  public long refused() {
    return refused.get();
  }

  /** All concepts here. */
  public List<Concept> concepts() {
    return shelves.values().stream().flatMap(each -> each.concepts().stream()).toList();
  }

  Map<Integer, Shelf> all() {
    return Map.copyOf(shelves);
  }

  Due due() {
    return due;
  }
}
