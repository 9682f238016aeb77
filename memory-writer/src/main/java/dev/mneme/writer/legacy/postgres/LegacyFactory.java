package dev.mneme.writer.legacy.postgres;

import dev.mneme.follower.FollowerSettings;
import dev.mneme.follower.TopicFollower;
import dev.mneme.follower.WatchedStores;
import dev.mneme.follower.refused.RefusedRecords;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.metrics.ConsumerLag;
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

/** Makes the projection and lets it follow the records; an instance may do without. */
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

  @Context
  @Bean(preDestroy = "close")
  TopicFollower legacyFollower(
      Surroundings surroundings,
      PostgresProjection projection,
      Spans spans,
      @Value("${micronaut.application.name}") String service) {
    TopicFollower follower =
        new TopicFollower(
            new FollowerSettings(
                Topics.RECORDS.name(),
                GROUP,
                surroundings.instanceOf(service),
                Map.of(
                    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, surroundings.kafkaBootstrap())),
            WatchedStores.of(projection, "project", spans));
    follower.start();
    return follower;
  }
}
