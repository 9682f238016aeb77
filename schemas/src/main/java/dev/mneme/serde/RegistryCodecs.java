package dev.mneme.serde;

import dev.mneme.topics.Topic;
import java.util.Arrays;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Codecs over the serialisers of the registry's vendor. One client serves all topics; schema ids
 * that were seen once are known from then on, whatever happens to the registry.
 */
public final class RegistryCodecs implements Codecs {

  static {
    AvroSafety.enforce();
  }

  private final Serializer<SpecificRecord> serializer;
  private final Deserializer<Object> deserializer;

  public RegistryCodecs(RegistrySettings settings) {
    this.serializer = VendorSerdes.serializer(settings);
    this.deserializer = VendorSerdes.deserializer(settings);
  }

  @Override
  public <V extends SpecificRecord> AvroCodec<V> of(Topic<V> topic) {
    return new RegistryCodec<>(topic);
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }

  private final class RegistryCodec<V extends SpecificRecord> implements AvroCodec<V> {

    private final Topic<V> topic;
    private final ValueEncoder encoder;
    private volatile byte @Nullable [] header;

    RegistryCodec(Topic<V> topic) {
      this.topic = topic;
      this.encoder = new ValueEncoder(SpecificData.get().getSchema(topic.valueType()));
    }

    /**
     * The vendor's serialiser says the header once. It follows from the generated class, so from
     * then on only the body is written: the same bytes, in less time.
     */
    @Override
    public byte[] encode(V value) {
      byte[] known = header;
      if (known == null) {
        byte[] first = encodeByVendor(value);
        header = Arrays.copyOf(first, WireFormat.HEADER_BYTES);
        return first;
      }
      return encoder.encode(known, value);
    }

    private byte[] encodeByVendor(V value) {
      try {
        return serializer.serialize(topic.name(), value);
      } catch (RuntimeException e) {
        if (RegistryFailure.isUnavailable(e)) {
          throw new RegistryUnavailableException(
              "the schema registry did not give an id for " + topic.valueSubject(), e);
        }
        throw e;
      }
    }

    @Override
    public Decoding<V> decode(byte @Nullable [] bytes) {
      OptionalInt schemaId = WireFormat.schemaId(bytes);
      if (schemaId.isEmpty()) {
        return new Decoding.Undecodable<>(WireFormat.whyNoHeader(bytes), schemaId);
      }
      Object value;
      try {
        value = deserializer.deserialize(topic.name(), bytes);
      } catch (RuntimeException e) {
        return RegistryFailure.isUnavailable(e)
            ? new Decoding.RegistryUnavailable<>(
                "schema id "
                    + schemaId.getAsInt()
                    + " is not known here and the registry did not answer")
            : new Decoding.Undecodable<>(
                RegistryFailure.describe(e, schemaId.getAsInt()), schemaId);
      }
      if (!topic.valueType().isInstance(value)) {
        return new Decoding.Undecodable<>(
            "schema id " + schemaId.getAsInt() + " is not a " + topic.valueType().getSimpleName(),
            schemaId);
      }
      return new Decoding.Decoded<>(topic.valueType().cast(value));
    }
  }
}
