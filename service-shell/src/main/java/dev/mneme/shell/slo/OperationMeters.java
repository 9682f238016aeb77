package dev.mneme.shell.slo;

import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.slo.ServedOperations.Cell;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long operations take, how often a promise was broken, and where the breakers stand. Every
 * series is there from the start, at zero, so that a rate over it is right for the first one too.
 */
@Singleton
public final class OperationMeters implements BreakerListener {

  /** Milliseconds, from what a cached recall takes to the longest promise. */
  private static final double[] BUCKETS = {
    1, 2, 5, 10, 15, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000
  };

  /** How a request ended. */
  public enum Status {
    SUCCESS,
    /** The caller was wrong, or may not. */
    REFUSED,
    /** A failure of ours. */
    ERROR,
    /** Kept out by the breaker. */
    SHED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a request may break. */
  public enum Slo {
    LATENCY,
    AVAILABILITY;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Latency(Cell cell, Status status) {}

  private record Promise(Operation operation, Slo slo) {}

  private record Turn(Operation operation, Breaker.State to) {}

  private final Map<Latency, DistributionSummary> latencies = new HashMap<>();
  private final Map<Promise, Counter> violations = new HashMap<>();
  private final Map<Turn, Counter> turns = new HashMap<>();

  OperationMeters(MeterRegistry registry, ServedOperations served) {
    for (Cell cell : served.cells()) {
      for (Status status : Status.values()) {
        latencies.put(new Latency(cell, status), latency(registry, cell, status));
      }
    }
    for (Operation operation : served.operations()) {
      for (Slo slo : Slo.values()) {
        violations.put(
            new Promise(operation, slo),
            Counter.builder("slo_violation_total")
                .description("Requests that took longer than promised, or that failed here")
                .tag("operation", operation.label())
                .tag("slo", slo.label())
                .register(registry));
      }
      for (Breaker.State to : Breaker.State.values()) {
        if (to != Breaker.State.HALF_OPEN) {
          turns.put(
              new Turn(operation, to),
              Counter.builder("slo_breaker_changes_total")
                  .description("How often a breaker opened and closed")
                  .tag("operation", operation.label())
                  .tag("to", to.name().toLowerCase(Locale.ROOT))
                  .register(registry));
        }
      }
    }
  }

  private static DistributionSummary latency(MeterRegistry registry, Cell cell, Status status) {
    return DistributionSummary.builder("memory_operation_latency_ms")
        .description("From a request's arrival to its answer, in milliseconds")
        .tag("operation", cell.operation().label())
        .tag("family", cell.family().label())
        .tag("status", status.label())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** Apart from the constructor, because the breakers tell this of their changes. */
  void show(MeterRegistry registry, Breakers breakers) {
    for (Operation operation : breakers.operations()) {
      Gauge.builder("slo_breaker_state", breakers, it -> state(it, operation))
          .description("0 closed, 1 half open, 2 open")
          .tag("operation", operation.label())
          .register(registry);
    }
  }

  private static double state(Breakers breakers, Operation operation) {
    return breakers.view(operation, System.nanoTime()).state().ordinal();
  }

  public void took(Family family, Operation operation, Status status, Duration took) {
    DistributionSummary latency = latencies.get(new Latency(new Cell(family, operation), status));
    if (latency != null) {
      latency.record(took.toNanos() / 1_000_000.0);
    }
  }

  public void violated(Operation operation, Slo slo) {
    Counter counter = violations.get(new Promise(operation, slo));
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void changed(Operation operation, Breaker.Change change) {
    Counter counter = turns.get(new Turn(operation, change.to()));
    if (counter != null) {
      counter.increment();
    }
  }
}
