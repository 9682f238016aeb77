package dev.mneme.reader;

import dev.mneme.reader.kafka.Outbox;
import dev.mneme.reader.outcome.Observations;
import dev.mneme.reader.shadow.ObservedWindow;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.control.LayerControl;
import dev.mneme.shell.recurring.RecurringTask;
import dev.mneme.shell.slo.Breaker;
import dev.mneme.shell.slo.Breakers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Reports once a second what a rollout is judged by, when there was anything. */
@Singleton
final class ObservationReport implements RecurringTask {

  private final ObservedWindow window;
  private final Breakers breakers;
  private final LayerControl control;
  private final Observations observations;
  private final InstantSource clock;

  ObservationReport(
      ObservedWindow window,
      Breakers breakers,
      LayerControl control,
      Outbox observations,
      InstantSource clock) {
    this.window = window;
    this.breakers = breakers;
    this.control = control;
    this.observations = observations;
    this.clock = clock;
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void once() {
    window
        .take(control.rollout().value(), openBreakers(), clock.instant())
        .ifPresent(observations::observed);
  }

  /** One that is switched off refuses nobody, whatever it had come to. */
  private List<String> openBreakers() {
    if (!breakers.isOn()) {
      return List.of();
    }
    long now = System.nanoTime();
    return breakers.operations().stream()
        .filter(operation -> breakers.view(operation, now).state() == Breaker.State.OPEN)
        .map(Operation::label)
        .toList();
  }
}
