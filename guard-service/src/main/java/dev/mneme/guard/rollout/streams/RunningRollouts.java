package dev.mneme.guard.rollout.streams;

import dev.mneme.guard.rollout.RolloutHistory;
import dev.mneme.guard.rollout.RolloutStatus;
import dev.mneme.guard.rollout.Rollouts;
import dev.mneme.guard.rollout.topology.RolloutTopology;
import dev.mneme.guard.rollout.topology.StoredRollout;
import dev.mneme.topology.TopologyRunner;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rollout, read from the running topology's state. */
@Singleton
final class RunningRollouts implements Rollouts {
  private static final Logger log = LoggerFactory.getLogger(RunningRollouts.class);

  private final TopologyRunner topology;

  RunningRollouts(@Named(RolloutFactory.ROLLOUT) TopologyRunner topology) {
    this.topology = topology;
  }

  @Override
  public Optional<RolloutStatus> status() {
    return read(store -> StoredRollout.status(store, Instant.now()));
  }

  @Override
  public Optional<RolloutHistory> history() {
    return read(StoredRollout::history);
  }

  private <T> Optional<T> read(Function<ReadOnlyKeyValueStore<String, byte[]>, T> question) {
    return topology
        .running()
        .flatMap(
            streams -> {
              try {
                return Optional.of(
                    question.apply(
                        streams.store(
                            StoreQueryParameters.fromNameAndType(
                                RolloutTopology.STORE,
                                QueryableStoreTypes.<String, byte[]>keyValueStore()))));
              } catch (InvalidStateStoreException | IllegalStateException e) {
                log.debug("rollout not readable now because={}", e.getMessage());
                return Optional.empty();
              }
            });
  }
}
