package dev.mneme.reader;

import dev.mneme.reader.answer.ReadObserver;
import dev.mneme.reader.outcome.BatchedOutcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.shadow.ComparedTwice;
import dev.mneme.reader.shadow.ObservedWindow;
import dev.mneme.reader.shadow.ShadowMeters;
import dev.mneme.reader.shadow.ShadowReads;
import dev.mneme.shell.control.LayerControl;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/** Puts together what compares the layers. */
@Factory
final class ShadowFactory {

  @Singleton
  ObservedWindow observedWindow(LayerControl control, Reporter reporter, InstantSource clock) {
    return new ObservedWindow(
        control.region(),
        Reporter.SERVICE,
        reporter.instance(),
        ShadowFactory::below,
        clock.instant());
  }

  @Singleton
  ReadObserver shadowReads(
      BoundedLayers layers,
      ShadowSettings settings,
      BatchedOutcomes outcomes,
      Reporter reporter,
      InstantSource clock,
      ObservedWindow window,
      MeterRegistry registry) {
    return new ShadowReads(
        layers.of(Layer.NEW),
        settings.policy(),
        outcomes,
        reporter,
        clock,
        ShadowFactory::below,
        new ComparedTwice(window, new ShadowMeters(registry)));
  }

  private static int below(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }
}
