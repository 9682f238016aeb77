package dev.mneme.reader.concepts.shelf;

import dev.mneme.events.MemoryConcept;
import dev.mneme.reader.concepts.Concept;
import dev.mneme.reader.concepts.ConceptRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A compacted topic of one partition, read back by whoever starts anew. */
final class InMemoryConcepts implements ConceptLog {

  private final Map<String, MemoryConcept> values = new TreeMap<>();
  private final List<String> written = new ArrayList<>();
  private boolean away;

  @Override
  public synchronized boolean write(
      String owner, Collection<Concept> changed, Collection<UUID> died) {
    if (away) {
      return false;
    }
    for (Concept concept : changed) {
      values.put(owner + "/" + concept.id(), ConceptRecord.of(concept));
      written.add(owner + "/" + concept.id());
    }
    died.forEach(id -> values.remove(owner + "/" + id));
    return true;
  }

  synchronized void away(boolean now) {
    away = now;
  }

  synchronized List<String> written() {
    return List.copyOf(written);
  }

  synchronized Map<String, MemoryConcept> values() {
    return Map.copyOf(values);
  }

  void tell(Shelves shelves) {
    shelves.opened(0);
    values()
        .forEach(
            (key, value) -> {
              String owner = key.substring(0, key.lastIndexOf('/'));
              try {
                shelves.told(0, owner, ConceptRecord.read(value));
              } catch (IllegalArgumentException e) {
                shelves.refused(0, owner, value.getConceptId());
              }
            });
  }

  synchronized void damage(String key, MemoryConcept value) {
    values.put(key, value);
  }
}
