package dev.mneme.writer.kafka;

import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.topics.Topics;
import dev.mneme.writer.outcome.Endings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes what hears how events end. */
@Factory
final class OutcomeFactory {

  @Singleton
  @Bean(preDestroy = "close", typed = Endings.class)
  OutcomeFollower outcomes(
      Surroundings surroundings,
      Codecs codecs,
      @Value("${micronaut.application.name}") String service) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            surroundings.kafkaBootstrap(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            surroundings.instanceOf(service) + "-outcomes",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_uncommitted",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            5_000);
    OutcomeFollower follower =
        new OutcomeFollower(
            () ->
                new KafkaConsumer<>(
                    settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            codecs.of(Topics.OUTCOMES));
    follower.start();
    return follower;
  }
}
