package dev.mneme.guard.meter;

import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.Mode;
import dev.mneme.guard.decision.Reason;
import dev.mneme.guard.decision.ScopeEvent;
import dev.mneme.guard.decision.Spared;
import dev.mneme.guard.scopes.ScopeStatus;
import dev.mneme.guard.scopes.Scopes;
import dev.mneme.guard.topology.ChangeListener;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.recurring.RecurringTask;
import dev.mneme.topics.Scope;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Counts changes as they are decided and shows the mode of each scope. A change that is decided
 * again after a crash is counted twice; the truth is on {@code memory.guard.events}.
 */
@Singleton
final class GuardMeters implements ChangeListener, RecurringTask {
  private static final String DOWNGRADES = "memory_downgrades_total";
  private static final String SPARED = "memory_downgrades_spared_total";

  /** What takes a layer out of the read path: there from the start, at zero. */
  private static final List<Reason> DOWNGRADING =
      List.of(
          Reason.UNAUTHORIZED,
          Reason.CONSECUTIVE_FAILURES,
          Reason.SLOW_CALLS,
          Reason.PROBE_FAILED,
          Reason.STATE_LOST);

  private final MeterRegistry registry;
  private final BeanProvider<Scopes> scopes;
  private final MultiGauge modes;
  private final List<String> layersHere;

  GuardMeters(MeterRegistry registry, BeanProvider<Scopes> scopes, Surroundings surroundings) {
    this.registry = registry;
    this.scopes = scopes;
    this.layersHere =
        List.of(
            new Scope(Scope.NEW, surroundings.region()).key(),
            new Scope(Scope.LEGACY, surroundings.region()).key());
    this.modes =
        MultiGauge.builder("memory_mode_gauge")
            .description("What each scope may be used for: 0 off, 1 write_only, 2 read_write")
            .register(registry);
    for (ScopeEvent.Kind kind : ScopeEvent.Kind.values()) {
      events(kind);
    }
    for (Reason reason : DOWNGRADING) {
      downgrades(DOWNGRADES, reason);
      downgrades(SPARED, reason);
    }
  }

  private Counter events(ScopeEvent.Kind kind) {
    return registry.counter(
        "memory_guard_events_total", "event", kind.name().toLowerCase(Locale.ROOT));
  }

  private Counter downgrades(String name, Reason reason) {
    return registry.counter(name, "reason", reason.word());
  }

  @Override
  public void changed(GuardState state, ScopeEvent event) {
    events(event.kind()).increment();
    if (event.kind() == ScopeEvent.Kind.DOWNGRADED) {
      downgrades(state instanceof Spared ? SPARED : DOWNGRADES, state.reason()).increment();
    }
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  /** Only what is readable: while the state is away the last modes shown stay as they are. */
  @Override
  public void once() {
    scopes.get().all().ifPresent(all -> modes.register(rows(all), true));
  }

  /** The layers of this region too, if this instance decides about them and never had to. */
  private List<MultiGauge.Row<?>> rows(List<ScopeStatus> all) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    all.forEach(status -> rows.add(row(status)));
    List<String> known = all.stream().map(status -> status.state().scope()).toList();
    for (String layer : layersHere) {
      if (!known.contains(layer) && scopes.get().decidesAbout(layer)) {
        rows.add(MultiGauge.Row.of(Tags.of("scope", layer), number(Mode.READ_WRITE)));
      }
    }
    return rows;
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
