package dev.mneme.serde;

import dev.mneme.topics.Topic;
import org.apache.avro.specific.SpecificRecord;

/** Gives the codec of each topic's values. */
public interface Codecs extends AutoCloseable {

  <V extends SpecificRecord> AvroCodec<V> of(Topic<V> topic);

  @Override
  void close();
}
