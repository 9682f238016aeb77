package dev.mneme.serde;

import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Codecs that need no registry: the schema id of a topic is its place in the catalogue, from 1. The
 * wire format is the same, so topologies can be driven without a network. {@link #setReachable}
 * plays a registry that is away before anything was cached.
 */
public final class InMemoryCodecs implements Codecs {

  static {
    AvroSafety.enforce();
  }

  private volatile boolean reachable = true;

  public void setReachable(boolean reachable) {
    this.reachable = reachable;
  }

  @Override
  public <V extends SpecificRecord> AvroCodec<V> of(Topic<V> topic) {
    return new InMemoryCodec<>(topic, Topics.all().indexOf(topic) + 1);
  }

  @Override
  public void close() {
    // holds nothing
  }

  private final class InMemoryCodec<V extends SpecificRecord> implements AvroCodec<V> {

    private final Topic<V> topic;
    private final int id;
    private final byte[] header;
    private final ValueEncoder encoder;
    private final SpecificDatumReader<V> reader;

    InMemoryCodec(Topic<V> topic, int id) {
      this.topic = topic;
      this.id = id;
      var schema = SpecificData.get().getSchema(topic.valueType());
      this.header =
          ByteBuffer.allocate(WireFormat.HEADER_BYTES).put(WireFormat.MAGIC).putInt(id).array();
      this.encoder = new ValueEncoder(schema);
      this.reader = new SpecificDatumReader<>(schema);
    }

    @Override
    public byte[] encode(V value) {
      if (!reachable) {
        throw new RegistryUnavailableException(
            "no id for " + topic.valueSubject(), new IOException("set unreachable"));
      }
      return encoder.encode(header, value);
    }

    @Override
    public Decoding<V> decode(byte @Nullable [] bytes) {
      OptionalInt schemaId = WireFormat.schemaId(bytes);
      if (bytes == null || schemaId.isEmpty()) {
        return new Decoding.Undecodable<>(WireFormat.whyNoHeader(bytes), schemaId);
      }
      if (!reachable) {
        return new Decoding.RegistryUnavailable<>("set unreachable");
      }
      if (schemaId.getAsInt() != id) {
        return new Decoding.Undecodable<>(
            "the registry does not know schema id " + schemaId.getAsInt(), schemaId);
      }
      BinaryDecoder decoder =
          DecoderFactory.get()
              .binaryDecoder(
                  new ByteArrayInputStream(
                      bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES),
                  null);
      try {
        return new Decoding.Decoded<>(reader.read(null, decoder));
      } catch (IOException | RuntimeException e) {
        return new Decoding.Undecodable<>(
            "the value does not fit schema id " + id + " (" + e.getClass().getSimpleName() + ")",
            schemaId);
      }
    }
  }
}
