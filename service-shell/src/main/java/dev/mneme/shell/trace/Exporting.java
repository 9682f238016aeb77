package dev.mneme.shell.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans in batches. What waits is limited, and what does not fit is dropped: no request ever
 * waits for a collector.
 */
final class Exporting implements AutoCloseable {
  private static final int MOST_WAITING = 4096;
  private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final GivenTraceIds ids = new GivenTraceIds();
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  Exporting(TracingSettings settings, String service, String instance, String region) {
    this.provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setResource(
                Resource.builder()
                    .put(AttributeKey.stringKey("service.name"), service)
                    .put(AttributeKey.stringKey("service.instance.id"), instance)
                    .put(AttributeKey.stringKey("cloud.region"), region)
                    .build())
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.share())))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder()
                            .setEndpoint(settings.endpoint().strip())
                            .setTimeout(PATIENCE)
                            .build())
                    .setMaxQueueSize(MOST_WAITING)
                    .setScheduleDelay(BETWEEN_BATCHES)
                    .setExporterTimeout(PATIENCE)
                    .build())
            .build();
    this.tracer = provider.get("dev.mneme");
  }

  Tracer tracer() {
    return tracer;
  }

  GivenTraceIds ids() {
    return ids;
  }

  /** Sends what waits, for a few seconds at most. */
  @Override
  public void close() {
    provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
