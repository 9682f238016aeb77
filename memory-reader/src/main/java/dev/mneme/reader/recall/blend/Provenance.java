package dev.mneme.reader.recall.blend;

import java.util.Locale;

/** By which memory a result was found. */
public enum Provenance {
  /** By its own words and meaning. */
  EPISODIC,
  /** By a concept that is close to the question, for want of words or a vector of its own. */
  SEMANTIC,
  /** By both. */
  CONVERGENT,
  /** Only through a concept that other results belong to: the question was weak or partial. */
  COMPLETED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
