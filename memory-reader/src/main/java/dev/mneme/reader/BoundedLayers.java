package dev.mneme.reader;

import dev.mneme.reader.answer.BoundedLayer;
import dev.mneme.reader.recall.Layer;
import java.util.Map;

/** Both layers, as every recall and probe asks them. */
record BoundedLayers(Map<Layer, BoundedLayer> all) {

  BoundedLayer of(Layer layer) {
    BoundedLayer bounded = all.get(layer);
    if (bounded == null) {
      throw new IllegalStateException("no layer " + layer + " is wired");
    }
    return bounded;
  }
}
