package dev.mneme.reader.fault;

import dev.mneme.reader.recall.Layer;
import java.util.Map;

/** The layers of this instance that can be made to fail. */
public final class Faults {

  /** The switch without which nothing of this is there. */
  public static final String ENABLED = "mneme.faults.enabled";

  private final Map<Layer, FaultyLayer> layers;

  public Faults(Map<Layer, FaultyLayer> layers) {
    this.layers = Map.copyOf(layers);
  }

  public FaultyLayer of(Layer layer) {
    FaultyLayer faulty = layers.get(layer);
    if (faulty == null) {
      throw new IllegalStateException("no layer " + layer + " is wired");
    }
    return faulty;
  }
}
