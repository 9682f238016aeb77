package dev.mneme.shell.slo;

import dev.mneme.control.LayerFeature;
import dev.mneme.shell.control.LayerControl;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** Makes what breakers need. */
@Factory
final class SloFactory {

  @Singleton
  BreakerSwitch inForce(LayerControl control) {
    return () -> control.isOn(LayerFeature.CIRCUIT_BREAKER);
  }

  /** Once the routes are known; the meters themselves are made for it, at zero. */
  @Singleton
  ApplicationEventListener<ServerStartupEvent> shown(
      MeterRegistry registry, Breakers breakers, OperationMeters meters) {
    return _ -> meters.show(registry, breakers);
  }
}
