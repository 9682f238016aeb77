package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallLayerContract;
import dev.mneme.reader.recall.ranking.RankingPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class LuceneLayerTest extends RecallLayerContract {

  private static final Words WORDS = new Words();

  @TempDir Path folder;
  private PartitionIndex index;

  @Override
  protected RecallLayer layerWith(List<MemoryRecord> memories) throws IOException {
    index =
        PartitionIndex.open(
            folder,
            IndexEntry.format(WORDS),
            new Trust(InstantSource.system(), Duration.ofHours(12)));
    for (MemoryRecord memory : memories) {
      index.put(Memories.key(memory), IndexEntry.of(Memories.key(memory), memory, WORDS));
    }
    index.refresh();
    OpenIndexes open = new OpenIndexes();
    open.add(0, index);
    return new LuceneLayer(
        subject -> 0,
        new MemorySearch(WORDS, RankingPolicy.DEFAULT, Optional.empty()),
        open,
        new OpenIndexes());
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }
}
