package dev.mneme.guard.topology;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the last published mode of every scope, as it came. */
final class PublishedModes implements Processor<String, byte[], Void, Void> {
  private KeyValueStore<String, byte[]> modes;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    modes = context.getStateStore(GuardTopology.PUBLISHED);
  }

  @Override
  public void process(Record<String, byte[]> mode) {
    modes.put(mode.key(), mode.value());
  }
}
