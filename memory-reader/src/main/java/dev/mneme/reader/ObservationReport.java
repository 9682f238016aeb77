package dev.mneme.reader;

import dev.mneme.reader.kafka.Outbox;
import dev.mneme.reader.outcome.Observations;
import dev.mneme.reader.shadow.ObservedWindow;
import dev.mneme.shell.control.LayerControl;
import dev.mneme.shell.recurring.RecurringTask;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Reports once a second what comparisons showed, when there were any. */
@Singleton
final class ObservationReport implements RecurringTask {

  private final ObservedWindow window;
  private final LayerControl control;
  private final Observations observations;
  private final InstantSource clock;

  ObservationReport(
      ObservedWindow window, LayerControl control, Outbox observations, InstantSource clock) {
    this.window = window;
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
    window.take(control.rollout().value(), clock.instant()).ifPresent(observations::observed);
  }
}
