package dev.mneme.reader;

import com.zaxxer.hikari.HikariDataSource;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.follower.FollowerSettings;
import dev.mneme.follower.ObedientStores;
import dev.mneme.follower.TopicFollower;
import dev.mneme.follower.WatchedStores;
import dev.mneme.follower.refused.DeadLetterTopic;
import dev.mneme.identity.KeyedHash;
import dev.mneme.reader.answer.ReadObserver;
import dev.mneme.reader.answer.RecallAudit;
import dev.mneme.reader.answer.Recalls;
import dev.mneme.reader.answer.Routes;
import dev.mneme.reader.answer.Standings;
import dev.mneme.reader.cache.RecallCache;
import dev.mneme.reader.concepts.kafka.WatchedMemories;
import dev.mneme.reader.concepts.shelf.Shelves;
import dev.mneme.reader.instances.KnownPlacement;
import dev.mneme.reader.kafka.Clients;
import dev.mneme.reader.kafka.Outbox;
import dev.mneme.reader.outcome.Audit;
import dev.mneme.reader.outcome.BatchedOutcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.position.Accountability;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.lucene.LuceneIndexes;
import dev.mneme.reader.recall.postgres.LazyPool;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.audit.AuditTrail;
import dev.mneme.shell.control.LayerControl;
import dev.mneme.shell.mode.LayerWrites;
import dev.mneme.shell.mode.Modes;
import dev.mneme.shell.mode.kafka.ModeFollower;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import dev.mneme.tracing.Spans;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;

/** Puts the reader together. What runs is started and stopped by {@link ReaderLifecycle}. */
@Factory
final class ReaderFactory {

  static final String RECORDS = "records";

  private static final int PARTITIONS = Topics.RECORDS.partitions();

  @Singleton
  Reporter reporter(Surroundings surroundings, ReaderSettings settings) {
    return new Reporter(
        surroundings.region(), surroundings.instanceOf(Reporter.SERVICE), settings.slowCall());
  }

  @Singleton
  RecallAudit recallAudit(KeyedHash hash, Reporter reporter) {
    return new RecallAudit(hash, reporter.instance());
  }

  @Singleton
  Audit audit(AuditTrail trail) {
    return trail::hand;
  }

  /** Closed by the outbox. */
  @Singleton
  Producer<byte[], byte[]> producer(Surroundings surroundings, Reporter reporter) {
    return Clients.producer(surroundings.kafkaBootstrap(), reporter.instance());
  }

  @Singleton
  Outbox outbox(Producer<byte[], byte[]> producer, Codecs codecs, ReaderSettings settings) {
    return new Outbox(producer, codecs, settings.reports());
  }

  /** Closed before the outbox, by {@link ReaderLifecycle}. */
  @Singleton
  BatchedOutcomes batchedOutcomes(Outbox outbox, ReaderSettings settings) {
    return new BatchedOutcomes(outbox, settings.outcomeLinger());
  }

  @Singleton
  Modes modes() {
    return new Modes();
  }

  @Singleton
  ModeFollower modeFollower(
      Surroundings surroundings, Reporter reporter, Codecs codecs, Modes modes) {
    return new ModeFollower(
        () -> Clients.modeConsumer(surroundings.kafkaBootstrap(), reporter.instance()),
        codecs.of(Topics.MODE),
        modes);
  }

  @Singleton
  LuceneIndexes indexes(Surroundings surroundings, ReaderSettings settings, InstantSource clock) {
    return new LuceneIndexes(
        surroundings.statePath().resolve("index"), PARTITIONS, settings.indexPolicy(), clock);
  }

  /** A layer that is off is not written either. */
  @Singleton
  IndexWrites indexWrites(Modes modes, Reporter reporter) {
    return () -> LayerWrites.forbidden(modes, reporter.scope(Layer.NEW));
  }

  @Singleton
  @Named(RECORDS)
  TopicFollower recordsFollower(
      Surroundings surroundings,
      Reporter reporter,
      KnownPlacement placement,
      LuceneIndexes indexes,
      IndexWrites writes,
      Codecs codecs,
      DeadLetters letters,
      Producer<byte[], byte[]> producer,
      Spans spans,
      Shelves shelves) {
    return new TopicFollower(
        new FollowerSettings(
            Topics.RECORDS.name(),
            Reporter.SERVICE,
            reporter.instance(),
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, surroundings.kafkaBootstrap())),
        new ObedientStores(
            WatchedStores.of(
                WatchedMemories.records(
                    indexes.memories(
                        codecs.of(Topics.RECORDS), new DeadLetterTopic(producer, letters, codecs)),
                    shelves),
                "index",
                spans),
            writes::forbidden),
        placement::copies);
  }

  @Singleton
  HikariDataSource legacyPool(LegacySettings legacy, ReaderSettings settings) {
    return LazyPool.open(legacy.toPostgres(settings.layerBudget()));
  }

  @Singleton
  Standings standings(
      Surroundings surroundings,
      Modes modes,
      @Named(RECORDS) TopicFollower follower,
      Accountability accountability) {
    return new LayerStandings(
        surroundings.region(),
        modes,
        follower::status,
        subject -> SubjectPartition.of(subject, PARTITIONS),
        accountability,
        System::nanoTime);
  }

  @Singleton
  Routes routes(LayerControl control, Standings standings) {
    return new RolloutRoutes(control, standings);
  }

  @Singleton
  Recalls recalls(
      Routes routes,
      BoundedLayers layers,
      ReaderSettings settings,
      BatchedOutcomes outcomes,
      Reporter reporter,
      InstantSource clock,
      ReadObserver observer,
      RecallCache cache) {
    return new Recalls(
        routes, layers.all(), settings.budget(), outcomes, reporter, clock, observer, cache);
  }
}
