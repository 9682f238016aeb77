package dev.mneme.reader.recall.blend;

import org.jspecify.annotations.Nullable;

/**
 * How a blended score came about.
 *
 * @param score of the blend, in the scale of the episodes
 * @param episodic score of the episode alone, as a share of the best; 0 when it was not found
 * @param episodicWeight what that counts
 * @param semantic activation by concepts, as a share of the highest; 0 when there is none
 * @param semanticWeight what that counts
 * @param factor what convergence adds or completion takes away
 * @param pull the strongest; null when no concept holds it
 */
public record Blend(
    Provenance provenance,
    double score,
    double episodic,
    double episodicWeight,
    double semantic,
    double semanticWeight,
    double factor,
    @Nullable Pull pull) {}
