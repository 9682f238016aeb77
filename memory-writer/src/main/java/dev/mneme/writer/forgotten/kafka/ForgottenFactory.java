package dev.mneme.writer.forgotten.kafka;

import dev.mneme.follower.reach.KafkaEventReach;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.topics.Topics;
import dev.mneme.writer.forgotten.EveryReader;
import dev.mneme.writer.forgotten.ForgetSettings;
import dev.mneme.writer.forgotten.LegacyLayer;
import dev.mneme.writer.forgotten.ReaderTable;
import dev.mneme.writer.forgotten.Readers;
import dev.mneme.writer.forgotten.Unreadable;
import dev.mneme.writer.kafka.StageSettings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes what knows when the forgotten is unreadable. */
@Factory
final class ForgottenFactory {

  @Singleton
  @Bean(preDestroy = "close")
  KafkaEventReach eventReach(
      Surroundings surroundings,
      StageSettings stage,
      @Value("${micronaut.application.name}") String service) {
    return new KafkaEventReach(
        surroundings.kafkaBootstrap(),
        surroundings.instanceOf(service) + "-reach",
        stage.applicationId());
  }

  @Singleton
  @Bean(preDestroy = "close", typed = Readers.class)
  PositionFollower readers(
      Surroundings surroundings,
      Codecs codecs,
      KafkaEventReach broker,
      @Value("${micronaut.application.name}") String service) {
    Map<String, Object> consumer =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            surroundings.kafkaBootstrap(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            surroundings.instanceOf(service) + "-positions",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            5_000);
    PositionFollower follower =
        new PositionFollower(
            () ->
                new KafkaConsumer<>(
                    consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            codecs.of(Topics.POSITIONS),
            broker,
            new ReaderTable());
    follower.start();
    return follower;
  }

  @Singleton
  Unreadable unreadable(
      KafkaEventReach reach,
      Readers readers,
      Optional<LegacyLayer> legacy,
      ForgetSettings settings) {
    return new EveryReader(reach, readers, legacy, settings.patience());
  }
}
