package dev.mneme.writer.legacy.postgres;

import dev.mneme.follower.FollowerSettings;
import dev.mneme.follower.ObedientStores;
import dev.mneme.follower.TopicFollower;
import dev.mneme.follower.WatchedStores;
import dev.mneme.follower.refused.RefusedRecords;
import dev.mneme.follower.whole.WholeTopicConsumer;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.metrics.ConsumerLag;
import dev.mneme.shell.mode.LayerWrites;
import dev.mneme.shell.mode.Modes;
import dev.mneme.shell.mode.kafka.ModeFollower;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topics;
import dev.mneme.tracing.Spans;
import dev.mneme.writer.legacy.Fold;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Makes the projection and lets it follow the records, as far as the guard lets its layer be
 * written; an instance may do without.
 */
@Factory
@Requires(property = "mneme.legacy.enabled", notEquals = "false")
final class LegacyFactory {
  private static final String GROUP = "memory-writer-legacy";

  @Singleton
  @Bean(preDestroy = "close")
  Database database(LegacySettings settings) {
    return new Database(settings);
  }

  @Singleton
  PostgresProjection projection(Database database, Codecs codecs, RefusedRecords refused) {
    return new PostgresProjection(database, new Fold(codecs, refused));
  }

  @Singleton
  ConsumerLag legacyLag(TopicFollower follower) {
    return follower::lag;
  }

  @Singleton
  Modes modes() {
    return new Modes();
  }

  @Context
  @Bean(preDestroy = "close")
  ModeFollower modeFollower(
      Surroundings surroundings,
      Codecs codecs,
      Modes modes,
      @Value("${micronaut.application.name}") String service) {
    ModeFollower follower =
        new ModeFollower(
            () ->
                WholeTopicConsumer.of(
                    surroundings.kafkaBootstrap(), surroundings.instanceOf(service) + "-modes"),
            codecs.of(Topics.MODE),
            modes);
    follower.start();
    return follower;
  }

  @Context
  @Bean(preDestroy = "close")
  TopicFollower legacyFollower(
      Surroundings surroundings,
      PostgresProjection projection,
      Modes modes,
      Spans spans,
      @Value("${micronaut.application.name}") String service) {
    Scope scope = new Scope(Scope.LEGACY, surroundings.region());
    TopicFollower follower =
        new TopicFollower(
            new FollowerSettings(
                Topics.RECORDS.name(),
                GROUP,
                surroundings.instanceOf(service),
                Map.of(
                    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, surroundings.kafkaBootstrap())),
            new ObedientStores(
                WatchedStores.of(projection, "project", spans),
                () -> LayerWrites.forbidden(modes, scope)));
    follower.start();
    return follower;
  }
}
