package dev.mneme.shell.metrics;

import dev.mneme.shell.health.ReadinessCheck;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code memory_ready{check}}: 1 or 0 for each check of {@code /health/ready}. */
@Singleton
final class ReadinessMeters implements ApplicationEventListener<ServerStartupEvent> {

  private final MeterRegistry registry;
  private final List<ReadinessCheck> checks;

  ReadinessMeters(MeterRegistry registry, List<ReadinessCheck> checks) {
    this.registry = registry;
    this.checks = List.copyOf(checks);
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    for (ReadinessCheck check : checks) {
      Gauge.builder("memory_ready", check, it -> it.check().ready() ? 1 : 0)
          .description("Whether the service may be sent traffic, as far as this check goes")
          .tag("check", check.name())
          .register(registry);
    }
  }
}
