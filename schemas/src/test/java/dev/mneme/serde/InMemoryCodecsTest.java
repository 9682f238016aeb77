package dev.mneme.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.ControlCommand;
import dev.mneme.topics.Topics;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryCodecsTest {

  private final InMemoryCodecs codecs = new InMemoryCodecs();
  private final AvroCodec<ControlCommand> codec = codecs.of(Topics.CONTROL);

  @Test
  void shouldReadBackWhatItWrote() {
    ControlCommand command = command();

    assertThat(codec.decode(codec.encode(command))).isEqualTo(new Decoding.Decoded<>(command));
  }

  @Test
  void shouldSayWhyBytesAreNoValue() {
    byte[] good = codec.encode(command());

    assertThat(reason(null)).contains("null");
    assertThat(reason(new byte[] {0, 0})).contains("2 bytes");
    assertThat(reason(new byte[] {9, 0, 0, 0, 1, 4})).contains("magic byte");
    assertThat(reason(Arrays.copyOf(good, good.length / 2))).contains("does not fit schema id");
  }

  @Test
  void shouldNameAnUnknownSchemaId() {
    assertThat(codec.decode(new byte[] {0, 0, 0, 3, (byte) 0xe7, 4}))
        .isEqualTo(
            new Decoding.Undecodable<>(
                "the registry does not know schema id 999", OptionalInt.of(999)));
  }

  @Test
  void shouldAskForPatienceWhenTheRegistryIsAway() {
    byte[] good = codec.encode(command());
    codecs.setReachable(false);

    assertThat(codec.decode(good)).isInstanceOf(Decoding.RegistryUnavailable.class);
    assertThatThrownBy(() -> codec.encode(command()))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  private String reason(byte[] bytes) {
    return ((Decoding.Undecodable<ControlCommand>) codec.decode(bytes)).reason();
  }

  private static ControlCommand command() {
    return ControlCommand.newBuilder()
        .setCommandId(UUID.randomUUID())
        .setTarget("new@local")
        .setAction("clear")
        .setActor("op")
        .setReason("test")
        .setAt(Instant.ofEpochMilli(5))
        .build();
  }
}
