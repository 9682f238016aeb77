package dev.mneme.reader.concepts.association;

import dev.mneme.reader.concepts.Binding;
import dev.mneme.reader.concepts.Concept;
import java.time.Duration;
import java.util.List;

/** What the semantic path says to a question. */
public sealed interface Association {

  /**
   * A concept that the question is like.
   *
   * @param bindings those that are alive, with their strength now
   * @param similarity cosine of the question to the centroid
   */
  record Touched(Concept concept, List<Binding> bindings, double similarity) {}

  /**
   * @param concepts the best first, at most as many as the policy allows
   * @param took how long it took, from the beginning of the recall
   */
  record Found(List<Touched> concepts, Duration took) implements Association {

    public Found {
      concepts = List.copyOf(concepts);
    }
  }

  /**
   * Nothing: the answer is that of the episodes.
   *
   * @param why none, late, failed, corrupt, resting or unknown
   */
  record Nothing(String why) implements Association {}
}
