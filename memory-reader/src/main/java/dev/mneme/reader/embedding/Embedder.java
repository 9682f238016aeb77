package dev.mneme.reader.embedding;

/**
 * A model that turns a text into a vector. Safe for use by many threads at once.
 *
 * <p>The same text gives the same vector for as long as {@link #model} says the same. A remote
 * model can take the place of the one in this process.
 */
public interface Embedder {

  /** Name and version: vectors of different models are never compared. */
  String model();

  /** How many components its vectors have. */
  int dimension();

  /**
   * Makes it ready, which may take a while. Until then nothing can be embedded.
   *
   * @throws EmbeddingFailure when it cannot be used; it may be tried again
   */
  default void prepare() throws EmbeddingFailure {}

  /**
   * The vector of the text, of length one.
   *
   * @throws EmbeddingFailure when the model cannot say
   */
  float[] embed(String text) throws EmbeddingFailure;
}
