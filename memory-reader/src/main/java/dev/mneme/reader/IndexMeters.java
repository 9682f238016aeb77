package dev.mneme.reader;

import dev.mneme.reader.recall.lucene.LuceneIndexes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;

/** Shows how often an index had to be rebuilt while it was followed. */
@Context
final class IndexMeters {

  IndexMeters(MeterRegistry registry, LuceneIndexes indexes) {
    FunctionCounter.builder("memory_index_rebuilds", indexes, LuceneIndexes::rebuilds)
        .description("Indexes thrown away, because they were damaged or the log was shorter")
        .register(registry);
  }
}
