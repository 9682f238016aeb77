package dev.mneme.reader.http;

import dev.mneme.reader.answer.Answer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code memory_context_failures_total{reason}}: recalls that were not answered by the layer that
 * should have, and why, in the word the caller is told. The words known beforehand are there from
 * the start, at zero.
 */
@Context
final class RecallMeters {
  private static final String NAME = "memory_context_failures_total";

  private static final List<String> KNOWN =
      List.of(
          "timeout",
          "unauthorized",
          "forbidden",
          "server_error",
          "saturated",
          "no_layer",
          "modes_unknown",
          "settings_unknown",
          "index_stopped",
          "catching_up",
          "partition_elsewhere",
          "mode_unknown",
          "consecutive_failures",
          "slow_calls",
          "probe_failed",
          "state_lost",
          "forced",
          "returning",
          "slo_breaker_open");

  /** Beyond that a reason is some bug's, and counted as other. */
  private static final int MOST = 64;

  private final MeterRegistry registry;
  private final Map<String, Counter> failures = new ConcurrentHashMap<>();

  RecallMeters(MeterRegistry registry) {
    this.registry = registry;
    KNOWN.forEach(this::counter);
  }

  void answered(Answer answer) {
    if (answer.degradation() != null) {
      counter(answer.degradation().reason()).increment();
    }
  }

  private Counter counter(String reason) {
    String label = failures.size() < MOST || failures.containsKey(reason) ? reason : "other";
    return failures.computeIfAbsent(
        label,
        it ->
            Counter.builder(NAME)
                .description("Recalls that the layer meant for them did not answer")
                .tag("reason", it)
                .register(registry));
  }
}
