package dev.mneme.guard.streams;

import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.scopes.Scopes;
import dev.mneme.guard.topology.GuardTopology;
import dev.mneme.topology.TopologyRunner;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
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
  public Optional<List<GuardState>> all() {
    return topology.running().flatMap(StoredScopes::all);
  }

  private static Optional<List<GuardState>> all(KafkaStreams streams) {
    var store =
        StoreQueryParameters.fromNameAndType(
            GuardTopology.SCOPES, QueryableStoreTypes.<String, GuardState>keyValueStore());
    try (var entries = streams.store(store).all()) {
      var states = new ArrayList<GuardState>();
      entries.forEachRemaining(entry -> states.add(entry.value));
      states.sort(Comparator.comparing(GuardState::scope));
      return Optional.of(states);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      log.debug("scopes not readable now because={}", e.getMessage());
      return Optional.empty();
    }
  }
}
