package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallLayerContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class LuceneLayerTest extends RecallLayerContract {

  @TempDir Path folder;
  private PartitionIndex index;

  @Override
  protected RecallLayer layerWith(List<MemoryRecord> memories) throws IOException {
    index =
        PartitionIndex.open(
            folder, new Words(), new Trust(InstantSource.system(), Duration.ofHours(12)));
    for (MemoryRecord memory : memories) {
      index.put(Memories.key(memory), memory);
    }
    index.refresh();
    LuceneLayer layer = new LuceneLayer(subject -> 0);
    layer.serve(0, index);
    return layer;
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }
}
