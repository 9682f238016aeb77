package dev.mneme.shell.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** {@code /metrics}: every meter of the service in Prometheus' text format. */
@Controller
final class MetricsController {

  /** Version 0.0.4 of the text format, which every Prometheus reads. */
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  /** Every meter in the text format of Prometheus. */
  @Get("/metrics")
  @Produces(TEXT)
  String scrape() {
    return registry.scrape(TEXT);
  }
}
