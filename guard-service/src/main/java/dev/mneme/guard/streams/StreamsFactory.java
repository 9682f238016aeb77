package dev.mneme.guard.streams;

import dev.mneme.deadletter.DeadLetters;
import dev.mneme.guard.GuardSettings;
import dev.mneme.guard.topology.Announcer;
import dev.mneme.guard.topology.ChangeListener;
import dev.mneme.guard.topology.GuardParts;
import dev.mneme.guard.topology.GuardTopology;
import dev.mneme.identity.KeyedHash;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.metrics.ConsumerLag;
import dev.mneme.topics.Topics;
import dev.mneme.topology.StreamsMeters;
import dev.mneme.topology.StreamsProperties;
import dev.mneme.topology.TopologyRunner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Puts the guard together from its settings and surroundings. */
@Factory
final class StreamsFactory {

  /** Names the consumer group, the changelog and the transactions: changing it loses the state. */
  private static final String APPLICATION = "guard-service";

  private static final int THREADS = 1;

  /**
   * For counts; a decision asks for its commit at once. What follows a count should not find its
   * transaction still ending.
   */
  private static final Duration COMMIT = Duration.ofMillis(100);

  /** The shortest that brokers allow by default: another instance takes over after this. */
  private static final Duration SESSION = Duration.ofSeconds(6);

  @Singleton
  ConsumerLag lag(TopologyRunner topology) {
    return topology::lag;
  }

  /** Made and started with the context, so that a bad setting stops the service at once. */
  @Context
  @Primary
  @Bean(preDestroy = "close")
  TopologyRunner topology(
      GuardSettings settings,
      Surroundings surroundings,
      Codecs codecs,
      DeadLetters deadLetters,
      KeyedHash hash,
      ChangeListener onChange,
      MeterRegistry registry,
      @Value("${micronaut.application.name}") String service) {
    String instance = surroundings.instanceOf(service);
    var parts =
        new GuardParts(
            codecs,
            deadLetters,
            new Announcer(hash, instance),
            settings.toPolicy(),
            Topics.SCOPE_PARTITIONS,
            settings.registryWait(),
            new SteadyClock(),
            onChange);
    var topology =
        new TopologyRunner(
            () -> GuardTopology.build(parts),
            properties(surroundings.kafkaBootstrap(), instance, surroundings.statePath()),
            GuardTopology.TOPICS);
    StreamsMeters.bind(registry, topology);
    topology.start();
    return topology;
  }

  private static Properties properties(String bootstrap, String instance, Path stateDir) {
    var properties =
        new StreamsProperties(
                bootstrap, APPLICATION, instance, instance, stateDir, THREADS, COMMIT, SESSION)
            .toProperties();
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    // Outcomes never wait for commands: there is no order between the two that matters.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    return properties;
  }
}
