package dev.mneme.reader.concepts;

import java.util.List;
import java.util.Map;

/**
 * Episodes of one kind that are no concept yet.
 *
 * @param touched the how manieth episode of the subject was its last: who was there longest unseen
 *     goes first
 */
record Candidate(float[] sum, Map<String, Integer> terms, List<Binding> bindings, long touched) {

  Candidate {
    terms = Map.copyOf(terms);
    bindings = List.copyOf(bindings);
  }

  double similarity(float[] vector) {
    return vector.length == sum.length ? Vectors.dot(sum, vector) / Vectors.length(sum) : 0;
  }

  double coherence() {
    return Vectors.length(sum) / bindings.size();
  }
}
