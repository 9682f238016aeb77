package dev.mneme.guard.control.kafka;

import dev.mneme.shell.Surroundings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Made when the first command comes: most instances never send one. */
@Factory
final class ControlProducer {

  @Singleton
  @Bean(preDestroy = "close")
  Producer<byte[], byte[]> producer(
      Surroundings surroundings, @Value("${micronaut.application.name}") String service) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, surroundings.kafkaBootstrap(),
            ProducerConfig.CLIENT_ID_CONFIG, surroundings.instanceOf(service) + "-commands",
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
