package dev.mneme.reader.recall.ranking;

/** How alike two memories of a corpus are. */
@FunctionalInterface
public interface Likeness {

  Likeness UNKNOWN = (_, _) -> 0;

  /** The cosine of their texts; 0 when it is not known. */
  double of(int one, int other);
}
