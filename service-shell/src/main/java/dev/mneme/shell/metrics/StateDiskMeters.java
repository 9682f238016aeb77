package dev.mneme.shell.metrics;

import dev.mneme.shell.Surroundings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;

/** {@code disk_free_bytes} and {@code disk_total_bytes} of where the service keeps its state. */
@Context
@Requires(property = "mneme.state-dir")
final class StateDiskMeters {

  StateDiskMeters(MeterRegistry registry, Surroundings surroundings) {
    new DiskSpaceMetrics(surroundings.statePath().toFile()).bindTo(registry);
  }
}
