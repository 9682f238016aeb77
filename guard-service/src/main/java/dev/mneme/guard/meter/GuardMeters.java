package dev.mneme.guard.meter;

import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Mode;
import dev.mneme.guard.decision.ScopeEvent;
import dev.mneme.guard.decision.Spared;
import dev.mneme.guard.scopes.ScopeStatus;
import dev.mneme.guard.scopes.Scopes;
import dev.mneme.guard.topology.ChangeListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micronaut.context.BeanProvider;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * Counts changes as they are decided and shows the mode of each scope. A change that is decided
 * again after a crash is counted twice; the truth is on {@code memory.guard.events}.
 */
@Singleton
final class GuardMeters implements ChangeListener {
  private final MeterRegistry registry;
  private final BeanProvider<Scopes> scopes;
  private final MultiGauge modes;

  GuardMeters(MeterRegistry registry, BeanProvider<Scopes> scopes) {
    this.registry = registry;
    this.scopes = scopes;
    this.modes =
        MultiGauge.builder("memory_mode_gauge")
            .description("What each scope may be used for: 0 off, 1 write_only, 2 read_write")
            .register(registry);
  }

  @Override
  public void changed(GuardState state, ScopeEvent event) {
    String kind = event.kind().name().toLowerCase(Locale.ROOT);
    registry.counter("memory_guard_events_total", "event", kind).increment();
    if (event.kind() == ScopeEvent.Kind.DOWNGRADED) {
      String name =
          state instanceof Spared ? "memory_downgrades_spared_total" : "memory_downgrades_total";
      registry.counter(name, "reason", state.reason().word()).increment();
    }
  }

  /** Only what is readable: while the state is away the last modes shown stay as they are. */
  @Scheduled(fixedDelay = "1s")
  void show() {
    scopes
        .get()
        .all()
        .ifPresent(all -> modes.register(all.stream().map(GuardMeters::row).toList(), true));
  }

  private static MultiGauge.Row<?> row(ScopeStatus status) {
    return MultiGauge.Row.of(
        Tags.of("scope", status.state().scope()), number(status.state().mode()));
  }

  private static int number(Mode mode) {
    return switch (mode) {
      case OFF -> 0;
      case WRITE_ONLY -> 1;
      case READ_WRITE -> 2;
    };
  }
}
