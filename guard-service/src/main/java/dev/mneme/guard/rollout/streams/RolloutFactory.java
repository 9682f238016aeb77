package dev.mneme.guard.rollout.streams;

import dev.mneme.deadletter.DeadLetters;
import dev.mneme.guard.GuardSettings;
import dev.mneme.guard.rollout.topology.RolloutAnnouncer;
import dev.mneme.guard.rollout.topology.RolloutParts;
import dev.mneme.guard.rollout.topology.RolloutTopology;
import dev.mneme.guard.streams.SteadyClock;
import dev.mneme.identity.KeyedHash;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.topology.StreamsProperties;
import dev.mneme.topology.TopologyRunner;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Puts the controller together: a topology of its own, so that judging never delays the guard. */
@Factory
final class RolloutFactory {
  static final String ROLLOUT = "rollout";

  /** Names the consumer group, the changelog and the transactions: changing it loses the state. */
  private static final String APPLICATION = "guard-rollout";

  private static final int THREADS = 1;

  /** For evidence; a decision asks for its commit at once. */
  private static final Duration COMMIT = Duration.ofMillis(100);

  private static final Duration SESSION = Duration.ofSeconds(6);

  @Context
  @Bean(preDestroy = "close")
  @Named(ROLLOUT)
  TopologyRunner topology(
      GuardSettings settings,
      Surroundings surroundings,
      Codecs codecs,
      DeadLetters deadLetters,
      KeyedHash hash,
      @Value("${micronaut.application.name}") String service) {
    String instance = surroundings.instanceOf(service);
    var parts =
        new RolloutParts(
            codecs,
            deadLetters,
            new RolloutAnnouncer(hash, instance),
            settings.registryWait(),
            new SteadyClock());
    var topology =
        new TopologyRunner(
            () -> RolloutTopology.build(parts),
            properties(surroundings, instance),
            RolloutTopology.TOPICS);
    topology.start();
    return topology;
  }

  private static Properties properties(Surroundings surroundings, String instance) {
    var properties =
        new StreamsProperties(
                surroundings.kafkaBootstrap(),
                APPLICATION,
                instance + "-" + ROLLOUT,
                instance,
                surroundings.statePath(),
                THREADS,
                COMMIT,
                SESSION)
            .toProperties();
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    return properties;
  }
}
