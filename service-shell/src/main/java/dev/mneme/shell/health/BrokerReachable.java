package dev.mneme.shell.health;

import dev.mneme.shell.Surroundings;
import dev.mneme.shell.recurring.RecurringTask;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Not ready without the broker, once it has been silent for a few seconds. A service that can do
 * its work without sets {@code mneme.health.broker-required} to false: it shows the same and stays
 * ready.
 */
@Singleton
@Requires(property = "mneme.health.broker", notEquals = "false")
final class BrokerReachable implements ReadinessCheck, RecurringTask {
  private static final Duration ANSWER = Duration.ofSeconds(2);

  /** Restarts of a broker, and elections, are shorter. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Surroundings surroundings;
  private final boolean required;
  private @Nullable Admin admin;
  private volatile @Nullable Long lastSeen;

  BrokerReachable(
      Surroundings surroundings, @Value("${mneme.health.broker-required:true}") boolean required) {
    this.surroundings = surroundings;
    this.required = required;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public Readiness check() {
    Long seen = lastSeen;
    if (seen == null) {
      return new Readiness(!required, "not seen yet");
    }
    Duration silent = Duration.ofNanos(System.nanoTime() - seen);
    return silent.compareTo(PATIENCE) < 0
        ? Readiness.ready("answers")
        : new Readiness(!required, "silent for " + silent.toSeconds() + " s");
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void once() throws InterruptedException {
    try {
      admin().describeCluster().clusterId().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      lastSeen = System.nanoTime();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      // what is not seen shows as silence
    }
  }

  private synchronized Admin admin() {
    Admin open = admin;
    if (open == null) {
      open =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                  surroundings.kafkaBootstrap(),
                  AdminClientConfig.CLIENT_ID_CONFIG,
                  "readiness",
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  (int) ANSWER.toMillis(),
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  (int) ANSWER.toMillis(),
                  AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                  ANSWER.toMillis()));
      admin = open;
    }
    return open;
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
