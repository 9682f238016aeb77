package dev.mneme.guard.rollout.topology;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the last published event of every plan, as it came. */
final class PublishedRollouts implements Processor<String, byte[], Void, Void> {
  private KeyValueStore<String, byte[]> events;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    events = context.getStateStore(RolloutTopology.PUBLISHED);
  }

  @Override
  public void process(Record<String, byte[]> event) {
    events.put(event.key(), event.value());
  }
}
