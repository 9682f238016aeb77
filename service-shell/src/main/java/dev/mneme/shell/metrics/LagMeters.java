package dev.mneme.shell.metrics;

import dev.mneme.shell.recurring.RecurringTask;
import dev.mneme.topics.PartitionLag;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code memory_consumer_lag{group,topic,partition}} for the partitions this instance has; those
 * that went to another instance are gone from here.
 */
@Singleton
final class LagMeters implements RecurringTask {

  private final List<ConsumerLag> consumers;
  private final MultiGauge lag;

  LagMeters(MeterRegistry registry, List<ConsumerLag> consumers) {
    this.consumers = List.copyOf(consumers);
    this.lag =
        MultiGauge.builder("memory_consumer_lag")
            .description("Offsets behind the end of committed data")
            .register(registry);
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void once() {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (ConsumerLag consumer : consumers) {
      consumer.lag().forEach(each -> rows.add(row(each)));
    }
    lag.register(rows, true);
  }

  private static MultiGauge.Row<?> row(PartitionLag lag) {
    return MultiGauge.Row.of(
        Tags.of(
            "group", lag.group(),
            "topic", lag.topic(),
            "partition", Integer.toString(lag.partition())),
        lag.behind());
  }
}
