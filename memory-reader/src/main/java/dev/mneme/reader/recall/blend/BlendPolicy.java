package dev.mneme.reader.recall.blend;

/**
 * How both memories are put together.
 *
 * @param episodic weight of episodes
 * @param semantic weight of concepts
 * @param gain by which share a result that both found gains
 * @param discount what a result that only a concept found keeps of its score
 * @param weak confidence of the episodes below which concepts may complete them
 * @param completed most results of an answer that only a concept found
 */
public record BlendPolicy(
    BlendMode mode,
    double episodic,
    double semantic,
    double gain,
    double discount,
    double weak,
    int completed) {

  public static final BlendPolicy DEFAULT =
      new BlendPolicy(BlendMode.ADAPTIVE, 0.7, 0.3, 0.1, 0.5, 0.35, 3);

  public BlendPolicy {
    requireShare("episodic weight", episodic);
    requireShare("semantic weight", semantic);
    requireShare("gain", gain);
    requireShare("discount", discount);
    requireShare("weak", weak);
    if (episodic == 0) {
      throw new IllegalArgumentException("the episodic weight is 0; it must be more");
    }
    if (completed < 0) {
      throw new IllegalArgumentException("completed is " + completed + "; it must not be negative");
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be from 0 to 1");
    }
  }

  /** The same in another mode. */
  public BlendPolicy in(BlendMode other) {
    return new BlendPolicy(other, episodic, semantic, gain, discount, weak, completed);
  }
}
