package dev.mneme.shell.trace;

import dev.mneme.shell.Surroundings;
import dev.mneme.shell.config.ConfigSection;
import dev.mneme.tracing.Spans;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Makes what sends spans, where an endpoint is named; else nothing is made, and nothing costs. */
@Factory
final class TracingFactory {

  @Singleton
  @Bean(preDestroy = "close")
  @Requires(property = "mneme.tracing.endpoint", pattern = ".*\\S.*")
  Exporting exporting(
      TracingSettings settings,
      Surroundings surroundings,
      @Value("${micronaut.application.name}") String service) {
    return new Exporting(
        settings, service, surroundings.instanceOf(service), surroundings.region());
  }

  @Singleton
  Spans spans(Optional<Exporting> exporting) {
    return exporting.map(it -> Spans.of(it.tracer())).orElse(Spans.OFF);
  }

  @Singleton
  @Named("tracing")
  ConfigSection shown(TracingSettings settings) {
    return new ConfigSection() {
      @Override
      public String name() {
        return "tracing";
      }

      @Override
      public Map<String, Object> values() {
        return Map.of("enabled", settings.isOn(), "share", settings.share());
      }
    };
  }
}
