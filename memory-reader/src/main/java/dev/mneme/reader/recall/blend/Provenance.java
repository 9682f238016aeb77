package dev.mneme.reader.recall.blend;

import java.util.Locale;

/** By which memory a result was found. */
public enum Provenance {
  /** By its own words and meaning. */
  EPISODIC,
  /** Only by a concept, where episodes are sure of the question but fewer than asked for. */
  SEMANTIC,
  /** By both. */
  CONVERGENT,
  /** Only by a concept, where the question was weak or partial. */
  COMPLETED;

  /** Whether no search for episodes has found it. */
  public boolean isOfConceptsAlone() {
    return this == SEMANTIC || this == COMPLETED;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
