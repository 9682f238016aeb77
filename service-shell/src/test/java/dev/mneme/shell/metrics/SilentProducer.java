package dev.mneme.shell.metrics;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real producer that never finds a broker. */
@Factory
final class SilentProducer {

  record Made(Producer<byte[], byte[]> producer) {}

  @Singleton
  Made made(Producer<byte[], byte[]> producer) {
    return new Made(producer);
  }

  @Singleton
  @Bean(preDestroy = "close")
  Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            "127.0.0.1:1",
            ProducerConfig.CLIENT_ID_CONFIG,
            "silent",
            ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG,
            10_000L),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
