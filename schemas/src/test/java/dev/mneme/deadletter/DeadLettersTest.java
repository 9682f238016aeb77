package dev.mneme.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.SealedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final Instant AT = Instant.ofEpochMilli(1_000);
  private static final String SECRET = "call me on +49 30 901820";

  private final DeadLetters letters = new DeadLetters(new DeadLetterKey(new byte[32]), "test");

  @Test
  void shouldGiveBackTheWholeRecordToWhoHoldsTheKey() {
    DeadLetter letter = letters.letter(failed("k", SECRET), DeadLetterCause.INVALID, "why", AT);

    SealedRecord opened = letters.open(letter);

    assertThat(opened.getValue()).isEqualTo(ByteBuffer.wrap(SECRET.getBytes(UTF_8)));
    assertThat(opened.getKey()).isEqualTo(ByteBuffer.wrap("k".getBytes(UTF_8)));
    assertThat(opened.getHeaders().getFirst().getName()).isEqualTo("h");
  }

  @Test
  void shouldShowNothingOfTheRecordInTheLetter() throws Exception {
    DeadLetter letter = letters.letter(failed("k", SECRET), DeadLetterCause.INVALID, "why", AT);

    assertThat(new String(letter.toByteBuffer().array(), UTF_8)).doesNotContain("901820");
  }

  @Test
  void shouldNotOpenWithAnotherKeyOrAfterAChange() {
    byte[] other = new byte[32];
    Arrays.fill(other, (byte) 1);
    DeadLetter letter = letters.letter(failed("k", SECRET), DeadLetterCause.INVALID, "why", AT);
    DeadLetter moved =
        DeadLetter.newBuilder(letter).setDeadLetterId(java.util.UUID.randomUUID()).build();

    assertThatThrownBy(() -> new DeadLetters(new DeadLetterKey(other), "t").open(letter))
        .hasMessageContaining("another key");
    assertThatThrownBy(() -> letters.open(moved)).hasMessageContaining("another key, or changed");
  }

  @Test
  void shouldGiveTheSameIdToTheSameRecordGivenUpAgain() {
    DeadLetter first = letters.letter(failed("k", SECRET), DeadLetterCause.INVALID, "why", AT);
    DeadLetter again =
        letters.letter(failed("k", SECRET), DeadLetterCause.INVALID, "why", AT.plusSeconds(9));

    assertThat(again.getDeadLetterId()).isEqualTo(first.getDeadLetterId());
  }

  @Test
  void shouldKeepAPseudonymAsKeyAndNothingElse() {
    String pseudonym = "hs_" + "a".repeat(43);

    assertThat(letters.topicKey(failed(pseudonym, SECRET))).isEqualTo(pseudonym);
    assertThat(letters.topicKey(failed("ada@example.com", SECRET))).doesNotContain("ada");
  }

  @Test
  void shouldKeepARecordWithoutValueAndKey() {
    FailedRecord empty =
        new FailedRecord("memory.events", 0, 7, 5, null, null, new RecordHeaders());

    DeadLetter letter = letters.letter(empty, DeadLetterCause.UNDECODABLE, "null", AT);

    assertThat(letter.getValueBytes()).isEqualTo(-1);
    assertThat(letters.open(letter).getValue()).isNull();
  }

  private static FailedRecord failed(String key, String value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("h", "v".getBytes(UTF_8));
    return new FailedRecord(
        "memory.events", 1, 42, 5, key.getBytes(UTF_8), value.getBytes(UTF_8), headers);
  }
}
