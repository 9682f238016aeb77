package dev.mneme.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionMetersTest {

  @Test
  void shouldCountByTypeUnderTheNameOperatorsKnow() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    RedactionMeters meters = new RedactionMeters(registry);

    meters.redacted(Map.of("EMAIL", 2, "PHONE", 1));
    meters.redacted(Map.of("EMAIL", 1));

    assertThat(registry.scrape())
        .contains("memory_redactions_total{field_type=\"EMAIL\"} 3.0")
        .contains("memory_redactions_total{field_type=\"PHONE\"} 1.0")
        .contains("memory_redactions_total{field_type=\"ADDRESS\"} 0.0");
  }
}
