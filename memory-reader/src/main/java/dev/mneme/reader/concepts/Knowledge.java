package dev.mneme.reader.concepts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What is known of one subject: its concepts, and what may become one.
 *
 * @param concepts in the order of their ids
 * @param seen how many episodes were taken in
 */
public record Knowledge(List<Concept> concepts, List<Candidate> candidates, long seen) {

  public static final Knowledge NONE = new Knowledge(List.of(), List.of(), 0);

  public Knowledge {
    concepts = concepts.stream().sorted(Comparator.comparing(Concept::id)).toList();
    candidates = List.copyOf(candidates);
  }

  /** Of these concepts, and of nothing that may become one. */
  public static Knowledge of(List<Concept> concepts) {
    return new Knowledge(concepts, List.of(), 0);
  }

  /** The episodes that a concept or a candidate holds. */
  public Set<UUID> episodes() {
    Set<UUID> episodes = new HashSet<>();
    concepts.forEach(each -> each.bindings().forEach(b -> episodes.add(b.episode())));
    candidates.forEach(each -> each.bindings().forEach(b -> episodes.add(b.episode())));
    return episodes;
  }

  /** The concepts that hold the episode. */
  public List<Concept> holding(UUID episode) {
    return concepts.stream().filter(each -> each.binds(episode)).toList();
  }

  /** Without these concepts, and without the candidates that hold the episode. */
  public Knowledge without(Set<UUID> gone, UUID episode) {
    return new Knowledge(
        concepts.stream().filter(each -> !gone.contains(each.id())).toList(),
        candidates.stream()
            .filter(each -> each.bindings().stream().noneMatch(b -> b.episode().equals(episode)))
            .toList(),
        seen);
  }

  /** With the concept in place of what had its id. */
  public Knowledge with(Concept concept) {
    List<Concept> all =
        new ArrayList<>(concepts.stream().filter(each -> !each.id().equals(concept.id())).toList());
    all.add(concept);
    return new Knowledge(all, candidates, seen);
  }

  /** Without the concept of this id. */
  public Knowledge without(UUID concept) {
    return new Knowledge(
        concepts.stream().filter(each -> !each.id().equals(concept)).toList(), candidates, seen);
  }
}
