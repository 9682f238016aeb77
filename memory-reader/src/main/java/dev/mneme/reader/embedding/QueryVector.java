package dev.mneme.reader.embedding;

/** The vector of a question, or why there is none. */
public sealed interface QueryVector {

  record Ready(float[] vector) implements QueryVector {}

  /** The model did not answer within its budget. */
  record Late() implements QueryVector {}

  /** The model could not answer. */
  record Failed() implements QueryVector {}

  /** There is no model, by configuration. */
  record Off() implements QueryVector {}
}
