package dev.mneme.shell.control;

import dev.mneme.control.Rollout;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;

/** Shows what is in force, so that a graph says which instance obeys since when. */
@Context
@Requires(property = "mneme.control.follow", value = "true")
final class RolloutMeters {

  RolloutMeters(MeterRegistry registry, LayerControl control, LiveSettings live) {
    Gauge.builder("memory_rollout_mode", control, it -> number(it.rollout()))
        .description("0 off, 1 shadow, 2 canary, 3 full")
        .tag("region", control.region())
        .register(registry);
    Gauge.builder(
            "memory_rollout_percent", control, it -> it.rollout().served().hundredths() / 100.0)
        .description("Percent of the subjects that the new layer serves")
        .tag("region", control.region())
        .register(registry);
    FunctionCounter.builder("memory_settings_refused", live, LiveSettings::refused)
        .description("Settings that were none; what was in force stayed")
        .register(registry);
  }

  private static int number(Rollout rollout) {
    return switch (rollout) {
      case Rollout.Off _ -> 0;
      case Rollout.Shadow _ -> 1;
      case Rollout.Canary _ -> 2;
      case Rollout.Full _ -> 3;
    };
  }
}
