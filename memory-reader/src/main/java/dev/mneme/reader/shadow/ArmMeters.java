package dev.mneme.reader.shadow;

import dev.mneme.reader.answer.Answer;
import dev.mneme.reader.answer.ReadObserver;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.routing.Arm;
import dev.mneme.reader.routing.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Shows how reads go on each side of a canary. A read that its side's layer did not serve is an
 * error of that side, whoever served it then.
 */
public final class ArmMeters implements ReadObserver {

  /** Upper bounds of the buckets, in milliseconds. */
  private static final double[] BUCKETS = {1, 2.5, 5, 10, 15, 20, 25, 50, 100, 250, 500, 1000};

  private record Meters(Counter served, Counter failed, DistributionSummary took) {}

  private final Map<Arm, Meters> arms = new EnumMap<>(Arm.class);

  public ArmMeters(MeterRegistry registry) {
    for (Arm arm : new Arm[] {Arm.CANARY, Arm.CONTROL}) {
      arms.put(
          arm,
          new Meters(
              reads(registry, arm, "success"),
              reads(registry, arm, "error"),
              DistributionSummary.builder("memory_arm_latency_ms")
                  .description("How long recalls took on a side of a canary")
                  .tag("arm", arm.label())
                  .serviceLevelObjectives(BUCKETS)
                  .register(registry)));
    }
  }

  @Override
  public void read(RecallQuery query, Route route, Answer answer, Duration took) {
    Meters meters = arms.get(route.arm());
    if (meters != null) {
      (answer.degradation() == null ? meters.served() : meters.failed()).increment();
      meters.took().record(took.toNanos() / 1_000_000.0);
    }
  }

  private static Counter reads(MeterRegistry registry, Arm arm, String result) {
    return Counter.builder("memory_arm_reads")
        .description("Recalls on a side of a canary")
        .tag("arm", arm.label())
        .tag("result", result)
        .register(registry);
  }
}
