package dev.mneme.reader.answer;

import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Standing;

/** Tells at once, from what is known here, whether a layer may be read for a subject. */
@FunctionalInterface
public interface Standings {

  Standing of(Layer layer, String subject);
}
