package dev.mneme.reader.routing;

/**
 * Why a recall is not served by the layer that the rollout gives it to.
 *
 * @param reason a word that can be searched for, such as {@code consecutive_failures}
 * @param because the same in a sentence
 */
public record Degradation(String reason, String because) {}
