package dev.mneme.shell.config;

import dev.mneme.control.LayerFeature;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.control.LayerControl;
import dev.mneme.shell.cors.CorsSettings;
import dev.mneme.shell.feature.FeatureSettings;
import dev.mneme.shell.limit.RateSettings;
import dev.mneme.shell.slo.Breaker;
import dev.mneme.shell.slo.Breakers;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What every service shows of itself. */
@Factory
final class ShellSections {

  private record Section(String name, Supplier<Map<String, Object>> shown)
      implements ConfigSection {

    @Override
    public Map<String, Object> values() {
      return shown.get();
    }
  }

  /** In force here and now, whether by the start or by an operator's command. */
  @Singleton
  @Named("features")
  ConfigSection features(LayerControl control, FeatureSettings start) {
    return new Section(
        "features",
        () -> {
          Map<String, Object> shown = new LinkedHashMap<>();
          shown.put("memory_layer_mode", control.rollout().mode());
          shown.put("memory_layer_percent", control.rollout().served().hundredths() / 100.0);
          shown.put("memory_layer_mode_at_start", start.layerMode().label());
          shown.put("region", control.region());
          shown.put("settings_known", control.known());
          for (LayerFeature feature : LayerFeature.values()) {
            shown.put(feature.label().replace('-', '_') + "_enabled", control.isOn(feature));
          }
          return shown;
        });
  }

  @Singleton
  @Named("breakers")
  ConfigSection breakers(Breakers breakers) {
    return new Section(
        "breakers",
        () -> {
          Map<String, Object> shown = new LinkedHashMap<>();
          shown.put("enabled", breakers.isOn());
          Map<String, Object> operations = new LinkedHashMap<>();
          for (Operation operation : breakers.operations()) {
            Breaker.View view = breakers.view(operation, System.nanoTime());
            operations.put(
                operation.label(),
                Map.of(
                    "promise_ms", breakers.promise(operation).toMillis(),
                    "state", view.state().name().toLowerCase(Locale.ROOT)));
          }
          shown.put("operations", operations);
          return shown;
        });
  }

  @Singleton
  @Named("rates")
  ConfigSection rates(RateSettings rates) {
    return new Section(
        "rates",
        () -> {
          Map<String, Object> shown = new LinkedHashMap<>();
          for (Family family : Family.values()) {
            shown.put(family.label() + "_per_second", rates.perSecond(family));
          }
          shown.put("burst_seconds", rates.burstSeconds());
          return shown;
        });
  }

  @Singleton
  @Named("cors")
  ConfigSection cors(CorsSettings cors) {
    return new Section("cors", () -> Map.of("allowed_origins", cors.origins()));
  }
}
