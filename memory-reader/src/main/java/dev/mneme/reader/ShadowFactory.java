package dev.mneme.reader;

import dev.mneme.reader.answer.ReadObserver;
import dev.mneme.reader.outcome.BatchedOutcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.shadow.ArmMeters;
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

  /** Each read is counted on its side of a canary, and may be compared. */
  @Singleton
  ReadObserver readObserver(
      BoundedLayers layers,
      ShadowSettings settings,
      BatchedOutcomes outcomes,
      Reporter reporter,
      InstantSource clock,
      ObservedWindow window,
      MeterRegistry registry) {
    ArmMeters arms = new ArmMeters(registry);
    ShadowReads shadow =
        new ShadowReads(
            layers.of(Layer.NEW),
            settings.policy(),
            outcomes,
            reporter,
            clock,
            ShadowFactory::below,
            new ComparedTwice(window, new ShadowMeters(registry)));
    return (query, route, answer, took) -> {
      arms.read(query, route, answer, took);
      shadow.read(query, route, answer, took);
    };
  }

  private static int below(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }
}
