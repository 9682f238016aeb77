package dev.mneme.cli;

import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.stack.Ports;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asking the broker of a stack, with bounds and in sentences. */
final class Brokers {

  private static final int PATIENCE_MILLIS = 10_000;

  private Brokers() {}

  static Admin admin(Ports ports) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            ports.bootstrap(),
            AdminClientConfig.CLIENT_ID_CONFIG,
            "mneme-cli",
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000));
  }

  /** Reads committed records as bytes, from wherever it is told to. */
  static KafkaConsumer<byte[], byte[]> consumer(Ports ports) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ports.bootstrap(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            "mneme-cli",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS,
            // a command has a small heap
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            8 * 1024 * 1024),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Values as the stack's registry knows them. */
  static RegistryCodecs codecs(Ports ports) {
    return new RegistryCodecs(
        new RegistrySettings(URI.create(ports.registryUrl()), RegistrySettings.Provider.APICURIO));
  }

  static <T> T answer(KafkaFuture<T> future) throws CommandFailure, InterruptedException {
    try {
      return future.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CommandFailure(
          "The broker does not answer: see \"mneme status\" (%s)".formatted(cause.getMessage()), e);
    }
  }
}
