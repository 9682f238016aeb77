package dev.mneme.reader.concepts;

import java.time.Duration;

/**
 * How concepts form and go.
 *
 * @param similarity least cosine of an episode to a centroid to be of the same kind
 * @param further least cosine to be bound to a second or third concept beside the nearest
 * @param replays how many episodes make a concept
 * @param coherence least mean cosine of the bound episodes to their centroid
 * @param growth what a cycle in which a concept is used adds to each of its bindings
 * @param halfLife after which an unused binding has half its strength
 * @param floor strength below which a binding is collected
 * @param limits how much of a subject is kept in mind
 */
public record ConceptPolicy(
    double similarity,
    double further,
    int replays,
    double coherence,
    double growth,
    Duration halfLife,
    double floor,
    Limits limits) {

  public static final ConceptPolicy DEFAULT =
      new ConceptPolicy(
          0.55, 0.65, 3, 0.6, 0.02, Duration.ofDays(30), 0.1, new Limits(256, 512, 256, 3));

  /**
   * What bounds the cost of an episode, whatever is stored.
   *
   * @param concepts of a subject; beyond them the weakest goes
   * @param candidates clusters that are no concept yet; beyond them the one unchanged longest goes
   * @param bindings of a concept; an episode beyond them still counts as use
   * @param perEpisode concepts that one episode is bound to
   */
  public record Limits(int concepts, int candidates, int bindings, int perEpisode) {

    public Limits {
      if (concepts < 1 || candidates < 1 || bindings < 1 || perEpisode < 1) {
        throw new IllegalArgumentException("the limits of concepts must be positive");
      }
    }
  }

  public ConceptPolicy {
    requireShare("similarity", similarity);
    requireShare("further similarity", further);
    requireShare("coherence", coherence);
    requireShare("growth", growth);
    requireShare("floor", floor);
    if (replays < 1 || replays > limits.bindings()) {
      throw new IllegalArgumentException(
          "replays is %d; it must be from 1 to %d".formatted(replays, limits.bindings()));
    }
    if (!halfLife.isPositive()) {
      throw new IllegalArgumentException("the half-life is " + halfLife + "; it must be positive");
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be from 0 to 1");
    }
  }
}
