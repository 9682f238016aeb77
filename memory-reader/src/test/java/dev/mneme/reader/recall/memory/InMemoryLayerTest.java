package dev.mneme.reader.recall.memory;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallLayerContract;
import java.util.List;

class InMemoryLayerTest extends RecallLayerContract {

  @Override
  protected RecallLayer layerWith(List<MemoryRecord> memories) {
    return new InMemoryLayer(memories);
  }
}
