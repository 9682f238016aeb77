package dev.mneme.guard.streams;

import dev.mneme.shell.health.Readiness;
import dev.mneme.shell.health.ReadinessCheck;
import dev.mneme.topology.TopologyRunner;
import jakarta.inject.Singleton;

/** Ready only when it decides: restored, and neither waiting nor between two assignments. */
@Singleton
final class StreamsRunning implements ReadinessCheck {
  private final TopologyRunner topology;

  StreamsRunning(TopologyRunner topology) {
    this.topology = topology;
  }

  @Override
  public String name() {
    return "streams-running";
  }

  @Override
  public Readiness check() {
    return topology
        .obstacle()
        .map(Readiness::notReady)
        .orElseGet(() -> Readiness.ready("deciding, state restored"));
  }
}
