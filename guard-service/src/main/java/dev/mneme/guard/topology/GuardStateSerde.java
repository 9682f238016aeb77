package dev.mneme.guard.topology;

import dev.mneme.guard.decision.GuardState;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** {@link StateFormat} for Kafka Streams, where no value means no state. */
final class GuardStateSerde implements Serde<GuardState> {

  @Override
  public Serializer<GuardState> serializer() {
    return GuardStateSerde::encode;
  }

  @Override
  public Deserializer<GuardState> deserializer() {
    return GuardStateSerde::decode;
  }

  private static byte @Nullable [] encode(String topic, @Nullable GuardState state) {
    return state == null ? null : StateFormat.encode(state);
  }

  private static @Nullable GuardState decode(String topic, byte @Nullable [] bytes) {
    return bytes == null ? null : StateFormat.decode(bytes);
  }
}
