package dev.mneme.reader.recall.blend;

import java.util.UUID;

/**
 * How a concept activates an episode: {@code similarity · coherence · binding / fan}.
 *
 * @param similarity cosine of the question to the concept's centroid
 * @param binding strength by which the concept holds the episode
 * @param fan what many bindings divide it by; 1 without fan effect
 */
public record Pull(
    UUID concept, String label, double similarity, double coherence, double binding, double fan) {

  public double activation() {
    return Math.max(0, similarity) * coherence * binding / fan;
  }
}
