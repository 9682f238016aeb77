package dev.mneme.reader.answer;

import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Degradation;
import dev.mneme.reader.routing.Standing;
import java.util.Optional;

/** Tells at once, from what is known here, whether a layer may be read for a subject. */
@FunctionalInterface
public interface Standings {

  Standing of(Layer layer, String subject);

  /** What is to be said of an answer of the layer although it may be read. */
  default Optional<Degradation> notice(Layer layer) {
    return Optional.empty();
  }
}
