package dev.mneme.reader.concepts;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A memory as consolidation sees it.
 *
 * @param place where it stands on the log of events: the order in which things were said
 * @param fingerprint of its text, so that a binding does not outlive what it was made from
 * @param vector of its text, of length one
 * @param terms the words of its text that say something, each once
 */
public record Episode(UUID id, long place, long fingerprint, float[] vector, List<String> terms) {

  /** In which episodes are taken in: the same order gives the same concepts. */
  public static final Comparator<Episode> AS_SAID =
      Comparator.comparingLong(Episode::place).thenComparing(Episode::id);

  public Episode {
    terms = List.copyOf(terms);
  }
}
