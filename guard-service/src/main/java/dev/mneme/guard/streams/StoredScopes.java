package dev.mneme.guard.streams;

import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Serving;
import dev.mneme.guard.scopes.History;
import dev.mneme.guard.scopes.ScopeStatus;
import dev.mneme.guard.scopes.Scopes;
import dev.mneme.guard.topology.GuardTopology;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import dev.mneme.topology.TopologyRunner;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scopes of this instance's partitions, read from the running topology's state. */
@Singleton
final class StoredScopes implements Scopes {
  private static final Logger log = LoggerFactory.getLogger(StoredScopes.class);

  private final TopologyRunner topology;

  StoredScopes(TopologyRunner topology) {
    this.topology = topology;
  }

  @Override
  public Optional<List<ScopeStatus>> all() {
    return read(
        (states, histories) -> {
          var all = new ArrayList<ScopeStatus>();
          try (var entries = states.all()) {
            entries.forEachRemaining(
                entry -> all.add(new ScopeStatus(entry.value, history(histories, entry.key))));
          }
          all.sort(Comparator.comparing(status -> status.state().scope()));
          return all;
        });
  }

  /** One that was only told something, and of which nothing was reported yet, is known too. */
  @Override
  public Optional<ScopeStatus> of(String scope) {
    return this.<Optional<ScopeStatus>>read(
            (states, histories) -> {
              GuardState state = states.get(scope);
              History history = histories.get(scope);
              return state == null && history == null
                  ? Optional.empty()
                  : Optional.of(
                      new ScopeStatus(
                          state == null ? Serving.initially(scope) : state,
                          history == null ? History.NONE : history));
            })
        .flatMap(found -> found);
  }

  @Override
  public boolean decidesAbout(String scope) {
    TopicPartition partition =
        new TopicPartition(
            Topics.OUTCOMES.name(), SubjectPartition.of(scope, Topics.SCOPE_PARTITIONS));
    return topology.running().stream()
        .flatMap(streams -> streams.metadataForLocalThreads().stream())
        .flatMap(thread -> thread.activeTasks().stream())
        .anyMatch(task -> task.topicPartitions().contains(partition));
  }

  private static History history(ReadOnlyKeyValueStore<String, History> histories, String scope) {
    History history = histories.get(scope);
    return history == null ? History.NONE : history;
  }

  private <T> Optional<T> read(
      BiFunction<
              ReadOnlyKeyValueStore<String, GuardState>, ReadOnlyKeyValueStore<String, History>, T>
          question) {
    return topology
        .running()
        .flatMap(
            streams -> {
              try {
                return Optional.of(
                    question.apply(
                        StoredScopes.<GuardState>store(streams, GuardTopology.SCOPES),
                        StoredScopes.<History>store(streams, GuardTopology.HISTORY)));
              } catch (InvalidStateStoreException | IllegalStateException e) {
                log.debug("scopes not readable now because={}", e.getMessage());
                return Optional.empty();
              }
            });
  }

  private static <V> ReadOnlyKeyValueStore<String, V> store(KafkaStreams streams, String name) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>keyValueStore()));
  }
}
