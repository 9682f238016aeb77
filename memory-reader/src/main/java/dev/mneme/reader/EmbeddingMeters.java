package dev.mneme.reader;

import dev.mneme.reader.embedding.EmbeddingWorker;
import dev.mneme.reader.embedding.QueryEmbeddings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Shows how far vectors are behind their memories, and how often questions went without one. */
final class EmbeddingMeters {

  private EmbeddingMeters() {}

  static void bind(MeterRegistry registry, EmbeddingWorker worker, QueryEmbeddings questions) {
    Gauge.builder("memory_embeddings_waiting", worker, EmbeddingWorker::waiting)
        .description("Memories here that are without a vector")
        .register(registry);
    count(registry, "memory_embeddings", "computed", worker, EmbeddingWorker::computed);
    count(registry, "memory_embeddings", "failed", worker, EmbeddingWorker::failures);
    count(registry, "memory_question_embeddings_missed", "late", questions, QueryEmbeddings::late);
    count(
        registry,
        "memory_question_embeddings_missed",
        "failed",
        questions,
        QueryEmbeddings::failed);
  }

  private static <T> void count(
      MeterRegistry registry, String name, String result, T of, ToDoubleFunction<T> count) {
    FunctionCounter.builder(name, of, count).tag("result", result).register(registry);
  }
}
