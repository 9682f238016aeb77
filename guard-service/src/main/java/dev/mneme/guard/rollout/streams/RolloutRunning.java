package dev.mneme.guard.rollout.streams;

import dev.mneme.shell.health.Readiness;
import dev.mneme.shell.health.ReadinessCheck;
import dev.mneme.topology.TopologyRunner;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Ready only when the controller decides, or another instance's does. */
@Singleton
final class RolloutRunning implements ReadinessCheck {
  private final TopologyRunner topology;

  RolloutRunning(@Named(RolloutFactory.ROLLOUT) TopologyRunner topology) {
    this.topology = topology;
  }

  @Override
  public String name() {
    return "rollout-running";
  }

  @Override
  public Readiness check() {
    return topology
        .obstacle()
        .map(Readiness::notReady)
        .orElseGet(() -> Readiness.ready("deciding, state restored"));
  }
}
