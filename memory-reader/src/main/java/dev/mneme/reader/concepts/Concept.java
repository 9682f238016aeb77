package dev.mneme.reader.concepts;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What some episodes of one subject have in common.
 *
 * <p>The centroid is the direction of the sum of the bound episodes' vectors, and the coherence,
 * the mean cosine of those to the centroid, is the length of the sum divided by their number: both
 * follow from the sum, so an episode can be added without looking at the others.
 *
 * @param model of the vectors; concepts of another model are not compared
 * @param sum of the vectors of the bound episodes, each of length one
 * @param label its most telling terms
 * @param terms in how many of the episodes each word is, the most frequent words only
 * @param usedAt when it was used last: bindings decay from then on
 * @param cycles in how many cycles it was used
 */
public record Concept(
    UUID id,
    String model,
    float[] sum,
    String label,
    Map<String, Integer> terms,
    List<Binding> bindings,
    Instant formedAt,
    Instant usedAt,
    int cycles) {

  private static final int LONGEST_LABEL = 200;

  /** Longer than one of so many unit vectors no sum can be; the rest is rounding. */
  private static final double ROUNDING = 0.02;

  /**
   * @throws IllegalArgumentException when a value is none a concept can have, naming which
   */
  public Concept {
    terms = Collections.unmodifiableMap(new TreeMap<>(terms));
    bindings = List.copyOf(bindings);
    if (bindings.isEmpty()) {
      throw new IllegalArgumentException("a concept has bindings");
    }
    if (sum.length == 0 || model.isBlank()) {
      throw new IllegalArgumentException("a concept has a centroid and the name of its model");
    }
    if (label.length() > LONGEST_LABEL) {
      throw new IllegalArgumentException("the label is over " + LONGEST_LABEL + " characters");
    }
    Set<UUID> episodes = new HashSet<>();
    for (Binding binding : bindings) {
      if (!binding.isValid()) {
        throw new IllegalArgumentException("the strength of a binding is not from 0 to 1");
      }
      if (!episodes.add(binding.episode())) {
        throw new IllegalArgumentException("an episode is bound twice");
      }
    }
    double coherence = Vectors.length(sum) / bindings.size();
    if (!(coherence > 0 && coherence <= 1 + ROUNDING)) {
      throw new IllegalArgumentException("the coherence is not from 0 to 1");
    }
  }

  /** The mean cosine of the bound episodes to the centroid, from 0 to 1. */
  public double coherence() {
    return Math.min(1, Vectors.length(sum) / bindings.size());
  }

  /** The cosine of a vector of length one to the centroid. */
  public double similarity(float[] vector) {
    return vector.length == sum.length ? Vectors.dot(sum, vector) / Vectors.length(sum) : 0;
  }

  /** The bindings with the strength that they have now, without those that have died. */
  public List<Binding> alive(Instant now, ConceptPolicy policy) {
    double left = Binding.left(Duration.between(usedAt, now), policy.halfLife());
    return bindings.stream()
        .map(each -> each.with(each.strength() * left))
        .filter(each -> each.strength() >= policy.floor())
        .toList();
  }

  /** Whether the episode is one of its. */
  public boolean binds(UUID episode) {
    return bindings.stream().anyMatch(each -> each.episode().equals(episode));
  }

  /** Says how large it is, never what it is about. */
  @Override
  public String toString() {
    return "Concept[%s, %d bindings]".formatted(id, bindings.size());
  }
}
