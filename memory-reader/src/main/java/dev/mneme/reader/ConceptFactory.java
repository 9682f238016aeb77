package dev.mneme.reader;

import dev.mneme.control.CohortFeature;
import dev.mneme.follower.FollowerSettings;
import dev.mneme.follower.TopicFollower;
import dev.mneme.reader.concepts.association.Associations;
import dev.mneme.reader.concepts.kafka.ConceptStores;
import dev.mneme.reader.concepts.kafka.ConceptTopic;
import dev.mneme.reader.concepts.shelf.ConceptKeeper;
import dev.mneme.reader.concepts.shelf.Disturbance;
import dev.mneme.reader.concepts.shelf.EpisodeSource;
import dev.mneme.reader.concepts.shelf.Shelves;
import dev.mneme.reader.embedding.Embedder;
import dev.mneme.reader.fault.ConceptFaults;
import dev.mneme.reader.fault.Faults;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.lucene.LuceneIndexes;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.control.LiveSettings;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;

/** Puts together what forms concepts, what keeps them, and what asks them. */
@Factory
final class ConceptFactory {

  static final String CONCEPTS = "concepts";

  /** Of its own, so that a failure here stops no memory; shared out as the records are. */
  private static final String GROUP = Reporter.SERVICE + "-concepts";

  private static final int PARTITIONS = Topics.CONCEPTS.partitions();

  @Singleton
  Shelves shelves() {
    return new Shelves();
  }

  @Singleton
  @Requires(property = Faults.ENABLED, value = "true")
  ConceptFaults conceptFaults() {
    return new ConceptFaults();
  }

  @Singleton
  @Named(CONCEPTS)
  @Requires(property = EmbeddingSettings.ENABLED, notEquals = "false")
  TopicFollower conceptsFollower(
      Surroundings surroundings, Reporter reporter, Shelves shelves, Codecs codecs) {
    return new TopicFollower(
        new FollowerSettings(
            Topics.CONCEPTS.name(),
            GROUP,
            reporter.instance(),
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, surroundings.kafkaBootstrap())),
        new ConceptStores(shelves, codecs.of(Topics.CONCEPTS)));
  }

  @Singleton
  @Requires(property = EmbeddingSettings.ENABLED, notEquals = "false")
  EpisodeSource episodes(
      LuceneIndexes indexes,
      Embedder embedder,
      @Named(ReaderFactory.RECORDS) TopicFollower records,
      @Named(EmbeddingFactory.VECTORS) TopicFollower vectors) {
    return indexes.episodes(
        embedder.model(),
        partition ->
            EmbeddingFactory.isComplete(records.status(), partition)
                && EmbeddingFactory.isComplete(vectors.status(), partition));
  }

  @Singleton
  @Requires(property = EmbeddingSettings.ENABLED, notEquals = "false")
  ConceptKeeper conceptKeeper(
      Shelves shelves,
      EpisodeSource episodes,
      Producer<byte[], byte[]> producer,
      Codecs codecs,
      @Named(CONCEPTS) TopicFollower concepts,
      LiveSettings live,
      Embedder embedder,
      ConceptSettings settings,
      Optional<Disturbance> disturbance,
      InstantSource clock) {
    Disturbance drilled = disturbance.orElse(Disturbance.NONE);
    return new ConceptKeeper(
        shelves,
        episodes,
        new ConceptTopic(producer, codecs, drilled),
        partition -> EmbeddingFactory.isComplete(concepts.status(), partition),
        subject -> CohortFeature.CONCEPTS.includes(live.settings(), subject),
        embedder.model(),
        settings.policy(),
        settings.keepingPolicy(),
        drilled,
        clock);
  }

  @Singleton
  @Requires(property = EmbeddingSettings.ENABLED, notEquals = "false")
  Associations associations(
      Shelves shelves,
      LiveSettings live,
      ConceptSettings settings,
      Optional<Disturbance> disturbance,
      InstantSource clock) {
    return new Associations(
        shelves,
        subject -> SubjectPartition.of(subject, PARTITIONS),
        subject ->
            CohortFeature.CONCEPTS.includes(live.settings(), subject)
                && CohortFeature.BLENDED_RECALL.includes(live.settings(), subject),
        settings.policy(),
        settings.associationPolicy(),
        disturbance.orElse(Disturbance.NONE),
        clock);
  }
}
