package dev.mneme.serde;

import dev.mneme.topics.Topic;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Codecs over the serialisers of the registry's vendor. One client serves all topics; schema ids
 * that were seen once are known from then on, whatever happens to the registry.
 */
public final class RegistryCodecs implements Codecs {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryCodecs.class);

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
    private final ValueDecoder decoder;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile byte @Nullable [] header;

    RegistryCodec(Topic<V> topic) {
      this.topic = topic;
      Schema schema = SpecificData.get().getSchema(topic.valueType());
      this.encoder = new ValueEncoder(schema);
      this.decoder = new ValueDecoder(schema);
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

    /**
     * What has the header of the generated class's own schema needs no resolution, and is read at
     * once. Everything else is the vendor's to judge, what cannot be read so too.
     */
    @Override
    public Decoding<V> decode(byte @Nullable [] bytes) {
      if (bytes != null && isOurs(bytes)) {
        Optional<SpecificRecord> value = decoder.decode(bytes);
        if (value.isPresent()) {
          return new Decoding.Decoded<>(topic.valueType().cast(value.get()));
        }
      }
      Decoding<V> decoding = decodeByVendor(bytes);
      if (decoding instanceof Decoding.Decoded<V>(V value) && header == null) {
        askForHeader(value);
      }
      return decoding;
    }

    private boolean isOurs(byte[] bytes) {
      byte[] known = header;
      return known != null
          && bytes.length > known.length
          && Arrays.equals(bytes, 0, known.length, known, 0, known.length);
    }

    /** Once: a registry that does not know the schema is not to be asked for each value. */
    private void askForHeader(V value) {
      if (asked.compareAndSet(false, true)) {
        try {
          encode(value);
        } catch (RuntimeException e) {
          LOG.debug(
              "values are resolved by the vendor's reader topic={} because={}",
              topic.name(),
              e.getClass().getSimpleName());
        }
      }
    }

    private Decoding<V> decodeByVendor(byte @Nullable [] bytes) {
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
