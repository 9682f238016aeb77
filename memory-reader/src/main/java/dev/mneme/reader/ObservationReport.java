package dev.mneme.reader;

import dev.mneme.reader.kafka.Outbox;
import dev.mneme.reader.outcome.Observations;
import dev.mneme.reader.shadow.ObservedWindow;
import dev.mneme.shell.control.LayerControl;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Reports once a second what comparisons showed, when there were any. */
@Singleton
final class ObservationReport {

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

  @Scheduled(fixedDelay = "1s")
  void report() {
    window.take(control.rollout().value(), clock.instant()).ifPresent(observations::observed);
  }
}
