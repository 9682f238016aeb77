package dev.mneme.reader;

import com.github.benmanes.caffeine.cache.Ticker;
import com.zaxxer.hikari.HikariDataSource;
import dev.mneme.follower.FollowerStatus;
import dev.mneme.follower.TopicFollower;
import dev.mneme.follower.reach.KafkaEventReach;
import dev.mneme.reader.cache.RecallCache;
import dev.mneme.reader.concepts.shelf.Shelves;
import dev.mneme.reader.consistency.Consistency;
import dev.mneme.reader.fault.Faults;
import dev.mneme.reader.kafka.PositionTeller;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.position.Accountability;
import dev.mneme.reader.recall.lucene.LuceneIndexes;
import dev.mneme.reader.recall.postgres.PostgresPositions;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.producer.Producer;

/** Puts together what makes answers new enough: positions, waiting for them, and the cache. */
@Factory
final class FreshnessFactory {

  private static final int PARTITIONS = Topics.RECORDS.partitions();

  @Singleton
  @Bean(preDestroy = "close")
  KafkaEventReach eventReach(
      Surroundings surroundings, Reporter reporter, FreshnessSettings settings) {
    return new KafkaEventReach(
        surroundings.kafkaBootstrap(), reporter.instance() + "-reach", settings.stage());
  }

  @Singleton
  Accountability accountability(FreshnessSettings settings) {
    return new Accountability(settings.account());
  }

  /** Started and stopped by {@link ReaderLifecycle}. */
  @Singleton
  PositionTeller positionTeller(
      Reporter reporter,
      LuceneIndexes indexes,
      @Named(ReaderFactory.RECORDS) TopicFollower records,
      FreshnessSettings settings,
      Accountability accountability,
      Producer<byte[], byte[]> producer,
      Codecs codecs,
      KafkaEventReach reach,
      InstantSource clock,
      Shelves shelves) {
    return new PositionTeller(
        reporter.instance(),
        () -> answerable(indexes, records.status(), shelves),
        indexes.subjects(),
        settings.account(),
        accountability,
        producer,
        codecs.of(Topics.POSITIONS),
        reach,
        clock);
  }

  /**
   * Not those that are still being built: nobody is answered from them, and whoever forgets need
   * not wait for them. Nor further than what was forgotten is out of its concepts.
   */
  private static Map<Integer, Long> answerable(
      LuceneIndexes indexes, FollowerStatus status, Shelves shelves) {
    Map<Integer, Long> answerable = indexes.visible();
    answerable.replaceAll((partition, to) -> Math.min(to, shelves.settled(partition)));
    answerable.keySet().removeIf(partition -> IndexFitness.unfit(status, partition).isPresent());
    return answerable;
  }

  @Singleton
  PostgresPositions postgresPositions(HikariDataSource legacy, ReaderSettings settings) {
    return new PostgresPositions(legacy, settings.layerBudget());
  }

  @Singleton
  Consistency consistency(
      KafkaEventReach reach,
      LuceneIndexes indexes,
      PostgresPositions legacy,
      FreshnessSettings settings) {
    return new Consistency(
        reach,
        (layer, partition) ->
            switch (layer) {
              case NEW -> indexes.visible(partition);
              case LEGACY -> legacy.position(partition);
            },
        settings.consistencyWait(),
        settings.consistencyWaits(),
        PARTITIONS);
  }

  @Singleton
  RecallCache recallCache(
      FreshnessSettings settings,
      LuceneIndexes indexes,
      PostgresPositions legacy,
      Accountability accountability,
      Optional<Faults> faults,
      MeterRegistry registry) {
    RecallCache cache =
        new RecallCache(
            settings.cache(),
            new FollowedFreshness(
                indexes,
                legacy,
                accountability,
                subject -> SubjectPartition.of(subject, PARTITIONS),
                PARTITIONS,
                layer -> faults.flatMap(f -> f.of(layer).fault()).isPresent()),
            Ticker.systemTicker());
    count(registry, "hit", cache, RecallCache::hits);
    count(registry, "miss", cache, RecallCache::misses);
    count(registry, "outdated", cache, RecallCache::outdated);
    FunctionCounter.builder("memory_cache_invalidations", cache, RecallCache::invalidations)
        .description("Times that answers were thrown away by an operator")
        .register(registry);
    Gauge.builder("memory_cache_entries", cache, RecallCache::size)
        .description("Answers kept")
        .register(registry);
    return cache;
  }

  private static void count(
      MeterRegistry registry, String result, RecallCache cache, ToDoubleFunction<RecallCache> of) {
    FunctionCounter.builder("memory_cache_requests", cache, of)
        .tag("result", result)
        .description("Recalls that looked for a kept answer")
        .register(registry);
  }
}
