package dev.mneme.writer.kafka;

import dev.mneme.shell.health.Readiness;
import dev.mneme.shell.health.ReadinessCheck;
import dev.mneme.topology.TopologyRunner;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Ready when every partition of this instance is restored and processed. */
@Singleton
@Requires(beans = TopologyRunner.class)
final class StageRunning implements ReadinessCheck {
  private final TopologyRunner stage;

  StageRunning(TopologyRunner stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "stream-stage";
  }

  @Override
  public Readiness check() {
    return stage.obstacle().map(Readiness::notReady).orElseGet(() -> Readiness.ready("running"));
  }
}
