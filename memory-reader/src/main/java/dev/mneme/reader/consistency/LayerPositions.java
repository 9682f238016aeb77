package dev.mneme.reader.consistency;

import dev.mneme.reader.recall.Layer;
import java.util.OptionalLong;

/** How far each layer shows the records. */
@FunctionalInterface
public interface LayerPositions {

  /** Below which offset of the partition all is visible; empty when the layer does not say. */
  OptionalLong visible(Layer layer, int partition);
}
