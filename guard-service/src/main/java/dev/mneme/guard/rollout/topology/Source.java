package dev.mneme.guard.rollout.topology;

import dev.mneme.guard.topology.Patience;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Reads records of a topic for the one task that decides; what cannot be decoded says nothing. */
abstract class Source<V extends SpecificRecord>
    implements Processor<byte[], byte[], String, byte[]> {
  private static final String KEY = "rollout";

  private final AvroCodec<V> codec;
  private final Patience patience;
  private ProcessorContext<String, byte[]> context;

  Source(RolloutParts parts, Topic<V> topic) {
    this.codec = parts.codecs().of(topic);
    this.patience = new Patience(parts.registryWait());
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
  }

  final ProcessorContext<String, byte[]> context() {
    return context;
  }

  final Patience patience() {
    return patience;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    switch (patience.decode(codec, record.value())) {
      case Decoding.Decoded<V>(V value) -> heard(record, value);
      case Decoding.Undecodable<V> _ -> {} // the guard, which reads the same, makes a letter of it
      case Decoding.RegistryUnavailable<V> away ->
          throw new IllegalStateException("waiting ended without an answer: " + away.reason());
    }
  }

  abstract void heard(Record<byte[], byte[]> record, V value);

  final void tell(Message message, long at) {
    context.forward(new Record<>(KEY, MessageFormat.encode(message), at), next());
  }

  abstract String next();
}
