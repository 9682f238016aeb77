package dev.mneme.ledger.once;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdTest {
  private static final String TEXT = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @Test
  void shouldReadTheIdThatComesFirst() {
    assertThat(EventId.of(value(TEXT, 100))).contains(UUID.fromString(TEXT));
    assertThat(EventId.of(value(TEXT.toUpperCase(java.util.Locale.ROOT), 100)))
        .contains(UUID.fromString(TEXT));
  }

  @Test
  void shouldFindNoneInWhatIsNoEvent() {
    assertThat(EventId.of(null)).isEmpty();
    assertThat(EventId.of(new byte[0])).isEmpty();
    assertThat(EventId.of(Arrays.copyOf(value(TEXT, 42), 41))).isEmpty();
    assertThat(EventId.of(value("0f8fad5b-d9cb-469f-a165-7086772895zz", 100))).isEmpty();
    assertThat(EventId.of(value("f8fad5b-0d9cb-469f-a165-70867728950e", 100))).isEmpty();
    byte[] otherMagic = value(TEXT, 100);
    otherMagic[0] = 1;
    assertThat(EventId.of(otherMagic)).isEmpty();
  }

  @Test
  void shouldFindNoneInWhatAnEntryDoesNotKeep() {
    assertThat(EventId.of(value(TEXT, 32768))).isPresent();
    assertThat(EventId.of(value(TEXT, 32769))).isEmpty();
  }

  private static byte[] value(String text, int length) {
    return ByteBuffer.allocate(length)
        .put((byte) 0)
        .putInt(1)
        .put((byte) 0x48)
        .put(text.getBytes(US_ASCII))
        .array();
  }
}
