package dev.mneme.topology;

import dev.mneme.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker whether everything is there that a topology cannot start without. */
final class SurroundingsCheck implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String TRANSACTIONS = "transaction.version";

  /** KIP-890: before it, a late request of a dead transaction can end in a living one. */
  private static final short LEAST_TRANSACTION_VERSION = 2;

  private final String bootstrap;
  private final List<Topic<?>> topics;
  private final Admin admin;

  SurroundingsCheck(String bootstrap, List<Topic<?>> topics) {
    this.bootstrap = bootstrap;
    this.topics = topics;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()));
  }

  /** What is missing, in a sentence; empty when nothing is. */
  Optional<String> obstacle() throws InterruptedException {
    try {
      Optional<String> transactions = transactions();
      return transactions.isPresent() ? transactions : topics();
    } catch (ExecutionException e) {
      return Optional.of(silent(e.getCause()));
    } catch (TimeoutException e) {
      return Optional.of(silent(e));
    }
  }

  /** The same words each time, so that what stays as it is is logged once. */
  private String silent(Throwable cause) {
    return "the broker at %s does not answer (%s)"
        .formatted(bootstrap, cause.getClass().getSimpleName());
  }

  private Optional<String> transactions()
      throws ExecutionException, InterruptedException, TimeoutException {
    FinalizedVersionRange version =
        within(admin.describeFeatures().featureMetadata()).finalizedFeatures().get(TRANSACTIONS);
    int level = version == null ? 0 : version.maxVersionLevel();
    return level >= LEAST_TRANSACTION_VERSION
        ? Optional.empty()
        : Optional.of(
            "the broker has %s=%d; it must be at least %d"
                .formatted(TRANSACTIONS, level, LEAST_TRANSACTION_VERSION));
  }

  private Optional<String> topics()
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, KafkaFuture<TopicDescription>> described =
        admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
    List<String> missing = new ArrayList<>();
    List<String> different = new ArrayList<>();
    for (Topic<?> topic : topics) {
      try {
        int partitions = within(described.get(topic.name())).partitions().size();
        if (partitions != topic.partitions()) {
          different.add(
              "%s has %d partitions, the catalogue says %d"
                  .formatted(topic.name(), partitions, topic.partitions()));
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        missing.add(topic.name());
      }
    }
    if (!missing.isEmpty()) {
      return Optional.of("topics are missing: " + String.join(", ", missing));
    }
    return different.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", different));
  }

  private static <T> T within(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO); // what it still asks nobody waits for
  }
}
