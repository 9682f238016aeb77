package dev.mneme.benchmarks;

import dev.mneme.topics.Topics;
import dev.mneme.topology.TopologyRunner;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What the runtime costs: Kafka Streams with the stage's own settings, the stage's outputs and one
 * store with a changelog for each of the stage's, and none of the stage's code.
 */
final class StreamsRelay implements Contender {
  private static final String SOURCE = "events";
  private static final String RELAY = "relay";

  private final List<Output> sinks;
  private final List<Output> changelogs;
  private final Function<String, Properties> settings;

  /**
   * @param settings of the stage, for a group
   */
  StreamsRelay(List<Output> outputs, Function<String, Properties> settings) {
    this.changelogs = outputs.stream().filter(o -> o.like().endsWith("-changelog")).toList();
    this.sinks = outputs.stream().filter(o -> !changelogs.contains(o)).toList();
    this.settings = settings;
  }

  @Override
  public String label() {
    return "Streams relay";
  }

  @Override
  public Running start(String group) {
    TopologyRunner runner =
        new TopologyRunner(this::topology, settings.apply(group), List.of(Topics.EVENTS));
    runner.start();
    return runner::close;
  }

  private Topology topology() {
    ByteArraySerializer bytes = new ByteArraySerializer();
    Topology topology =
        new Topology()
            .addSource(
                SOURCE,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Topics.EVENTS.name())
            .addProcessor(RELAY, new Supplier(), SOURCE);
    for (Output sink : sinks) {
      switch (sink.spread()) {
        case AS_THE_EVENT ->
            topology.addSink(sink.topic(), sink.topic(), bytes, bytes, new ByLastByte(), RELAY);
        case BY_SUBJECT, ONE_KEY ->
            topology.addSink(sink.topic(), sink.topic(), bytes, bytes, RELAY);
      }
    }
    return topology;
  }

  /** The relay puts the event's partition into the last byte of such a key. */
  private static final class ByLastByte implements StreamPartitioner<byte[], byte[]> {
    @Override
    public Optional<Set<Integer>> partitions(
        String topic, byte[] key, byte[] value, int partitions) {
      return Optional.of(Set.of(key[key.length - 1] % partitions));
    }
  }

  private final class Supplier implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new Relay();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return changelogs.stream()
          .map(
              changelog ->
                  Stores.keyValueStoreBuilder(
                      Stores.persistentKeyValueStore(changelog.topic()),
                      Serdes.ByteArray(),
                      Serdes.ByteArray()))
          .collect(Collectors.toSet());
    }
  }

  private final class Relay implements Processor<byte[], byte[], byte[], byte[]> {
    private final List<byte[]> values =
        sinks.stream().map(output -> new byte[output.valueBytes()]).toList();
    private final List<byte[]> entries =
        changelogs.stream().map(output -> new byte[output.valueBytes()]).toList();
    private ProcessorContext<byte[], byte[]> context;
    private List<KeyValueStore<byte[], byte[]>> stores;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      this.context = context;
      this.stores =
          changelogs.stream()
              .<KeyValueStore<byte[], byte[]>>map(o -> context.getStateStore(o.topic()))
              .toList();
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
      var position = context.recordMetadata().orElseThrow();
      for (int i = 0; i < changelogs.size(); i++) {
        Output output = changelogs.get(i);
        for (int n = 0; n < output.times(); n++) {
          byte[] key = output.key(event.key(), position.offset() * output.times() + n);
          stores.get(i).put(key, entries.get(i));
        }
      }
      for (int i = 0; i < sinks.size(); i++) {
        Output output = sinks.get(i);
        for (int n = 0; n < output.times(); n++) {
          byte[] key = output.key(event.key(), position.offset() * output.times() + n);
          if (output.spread() == Output.Spread.AS_THE_EVENT) {
            key[key.length - 1] = (byte) position.partition();
          }
          context.forward(
              new Record<>(key, values.get(i), event.timestamp(), new RecordHeaders()),
              output.topic());
        }
      }
    }
  }
}
