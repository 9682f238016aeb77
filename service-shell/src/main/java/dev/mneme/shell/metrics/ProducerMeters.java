package dev.mneme.shell.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;

/**
 * Shows the producer's own metrics of every producer that is a bean. Their labels are client,
 * broker and topic, so their number is bounded by the cluster and not by what is sent.
 */
@Singleton
final class ProducerMeters implements BeanCreatedEventListener<Producer<?, ?>> {

  private final BeanProvider<MeterRegistry> registry;
  private final List<KafkaClientMetrics> bound = new CopyOnWriteArrayList<>();

  ProducerMeters(BeanProvider<MeterRegistry> registry) {
    this.registry = registry;
  }

  @Override
  public Producer<?, ?> onCreated(BeanCreatedEvent<Producer<?, ?>> event) {
    KafkaClientMetrics metrics = new KafkaClientMetrics(event.getBean());
    metrics.bindTo(registry.get());
    bound.add(metrics);
    return event.getBean();
  }

  @PreDestroy
  void close() {
    bound.forEach(KafkaClientMetrics::close);
  }
}
