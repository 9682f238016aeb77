package dev.mneme.reader.answer;

import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Degradation;
import dev.mneme.reader.routing.Route;
import java.util.Optional;

/** Tells at once, from what is known here, where a recall of a subject goes. */
@FunctionalInterface
public interface Routes {

  Route of(String subject);

  /** What is to be said of an answer of the layer although it may be read. */
  default Optional<Degradation> notice(Layer layer) {
    return Optional.empty();
  }
}
