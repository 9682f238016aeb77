package dev.mneme.reader.shadow;

import dev.mneme.reader.recall.LayerFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Shows comparisons as metrics. */
public final class ShadowMeters implements Comparisons {

  private final MeterRegistry registry;
  private final DistributionSummary overlap;
  private final DistributionSummary legacyTook;
  private final DistributionSummary newTook;
  private final Counter compared;
  private final Counter skipped;

  public ShadowMeters(MeterRegistry registry) {
    this.registry = registry;
    this.overlap =
        DistributionSummary.builder("memory_shadow_overlap")
            .description("Share of the first memories that both layers name")
            .register(registry);
    this.legacyTook = latency("legacy");
    this.newTook = latency("new");
    this.compared = reads("compared");
    this.skipped = reads("skipped");
    for (LayerFailure.Kind kind : LayerFailure.Kind.values()) {
      reads(kind.label());
    }
  }

  @Override
  public void compared(double shared, Duration legacy, Duration added) {
    compared.increment();
    overlap.record(shared);
    legacyTook.record(legacy.toNanos() / 1_000_000.0);
    newTook.record(added.toNanos() / 1_000_000.0);
  }

  @Override
  public void failed(LayerFailure.Kind kind) {
    reads(kind.label()).increment();
  }

  @Override
  public void skipped() {
    skipped.increment();
  }

  private Counter reads(String result) {
    return Counter.builder("memory_shadow_reads")
        .description("Reads of the new layer besides the legacy one")
        .tag("result", result)
        .register(registry);
  }

  private DistributionSummary latency(String layer) {
    return DistributionSummary.builder("memory_shadow_latency_ms")
        .description("How long each layer took for the same read")
        .tag("layer", layer)
        .register(registry);
  }
}
