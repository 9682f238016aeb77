package dev.mneme.guard;

import dev.mneme.serde.Codecs;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Topic;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** What a topology without a broker put on one of its topics. */
public final class PublishedValues<V extends SpecificRecord> {
  private final Codecs codecs;
  private final Topic<V> topic;
  private final TestOutputTopic<String, byte[]> records;

  public PublishedValues(TopologyTestDriver driver, Codecs codecs, Topic<V> topic) {
    this.codecs = codecs;
    this.topic = topic;
    this.records =
        driver.createOutputTopic(
            topic.name(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** What came since it was read last. */
  public List<V> read() {
    return records.readValuesToList().stream().map(this::decoded).toList();
  }

  private V decoded(byte[] bytes) {
    if (codecs.of(topic).decode(bytes) instanceof Decoding.Decoded<V>(V value)) {
      return value;
    }
    throw new AssertionError("undecodable on " + topic.name());
  }
}
