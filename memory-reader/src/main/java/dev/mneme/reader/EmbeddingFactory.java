package dev.mneme.reader;

import dev.mneme.control.CohortFeature;
import dev.mneme.follower.FollowerSettings;
import dev.mneme.follower.FollowerStatus;
import dev.mneme.follower.ObedientStores;
import dev.mneme.follower.TopicFollower;
import dev.mneme.reader.concepts.association.Associations;
import dev.mneme.reader.concepts.kafka.WatchedMemories;
import dev.mneme.reader.concepts.shelf.Shelves;
import dev.mneme.reader.embedding.Embedder;
import dev.mneme.reader.embedding.EmbeddingWorker;
import dev.mneme.reader.embedding.QueryEmbeddings;
import dev.mneme.reader.embedding.onnx.MiniLm;
import dev.mneme.reader.instances.KnownPlacement;
import dev.mneme.reader.kafka.EmbeddingTopic;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.blend.Fan;
import dev.mneme.reader.recall.lucene.LuceneIndexes;
import dev.mneme.reader.recall.lucene.LuceneLayer;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.control.LiveSettings;
import dev.mneme.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;

/** Puts together what computes vectors and what follows them. */
@Factory
final class EmbeddingFactory {

  static final String VECTORS = "vectors";

  /** Of its own, so that a failure here stops no memory; it follows the same partitions. */
  private static final String NAME = Reporter.SERVICE + "-vectors";

  /** Another model takes its place by being a bean. */
  @Singleton
  @Requires(missingBeans = Embedder.class)
  @Requires(property = EmbeddingSettings.ENABLED, notEquals = "false")
  Embedder miniLm() {
    return new MiniLm();
  }

  @Singleton
  @Requires(property = EmbeddingSettings.ENABLED, notEquals = "false")
  QueryEmbeddings questions(Embedder embedder, EmbeddingSettings settings) {
    return new QueryEmbeddings(embedder, settings.queryBudget(), settings.remembered());
  }

  @Singleton
  @Named(VECTORS)
  @Requires(property = EmbeddingSettings.ENABLED, notEquals = "false")
  TopicFollower vectorsFollower(
      Surroundings surroundings,
      Reporter reporter,
      KnownPlacement placement,
      LuceneIndexes indexes,
      IndexWrites writes,
      Codecs codecs,
      Shelves shelves) {
    return new TopicFollower(
        new FollowerSettings(
            Topics.EMBEDDINGS.name(),
            NAME,
            reporter.instance(),
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, surroundings.kafkaBootstrap())),
        new ObedientStores(
            WatchedMemories.vectors(indexes.vectors(codecs.of(Topics.EMBEDDINGS)), shelves),
            writes::forbidden),
        placement::copies);
  }

  @Singleton
  @Requires(property = EmbeddingSettings.ENABLED, notEquals = "false")
  EmbeddingWorker worker(
      Embedder embedder,
      LuceneIndexes indexes,
      KnownPlacement placement,
      @Named(ReaderFactory.RECORDS) TopicFollower records,
      @Named(VECTORS) TopicFollower vectors,
      Producer<byte[], byte[]> producer,
      Codecs codecs,
      QueryEmbeddings questions,
      InstantSource clock) {
    return new EmbeddingWorker(
        embedder,
        indexes.survey(
            partition ->
                placement.isOwner(partition) // a standby gets the vectors that the owner computes
                    && isComplete(records.status(), partition)
                    && isComplete(vectors.status(), partition)),
        new EmbeddingTopic(producer, codecs),
        questions,
        clock);
  }

  static boolean isComplete(FollowerStatus status, int partition) {
    return IndexFitness.unfit(status, partition).isEmpty();
  }

  @Singleton
  Embedding embedding(
      @Named(VECTORS) Optional<TopicFollower> vectors,
      Optional<EmbeddingWorker> worker,
      Optional<QueryEmbeddings> questions,
      MeterRegistry registry) {
    if (worker.isPresent() && questions.isPresent()) {
      EmbeddingMeters.bind(registry, worker.get(), questions.get());
    }
    return new Embedding(vectors, worker, questions);
  }

  @Singleton
  LuceneLayer newLayer(
      LuceneIndexes indexes,
      RankingSettings ranking,
      Optional<QueryEmbeddings> questions,
      Optional<Associations> associations,
      ConceptSettings concepts,
      LiveSettings live) {
    return indexes.layer(
        ranking.policy(),
        questions,
        associations,
        concepts.blendPolicy(),
        subject ->
            CohortFeature.FAN_EFFECT.includes(live.settings(), subject)
                ? concepts.fanEffect()
                : Fan.NONE);
  }
}
