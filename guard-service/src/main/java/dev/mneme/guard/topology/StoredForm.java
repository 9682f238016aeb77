package dev.mneme.guard.topology;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A format for Kafka Streams, where no value means that nothing is stored. */
record StoredForm<T>(Function<T, byte[]> encode, Function<byte[], T> decode) implements Serde<T> {

  @Override
  public Serializer<T> serializer() {
    return this::bytes;
  }

  @Override
  public Deserializer<T> deserializer() {
    return this::value;
  }

  private byte @Nullable [] bytes(String topic, @Nullable T value) {
    return value == null ? null : encode.apply(value);
  }

  private @Nullable T value(String topic, byte @Nullable [] bytes) {
    return bytes == null ? null : decode.apply(bytes);
  }
}
