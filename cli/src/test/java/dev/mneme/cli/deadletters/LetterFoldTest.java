package dev.mneme.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.DeadLetterState;
import dev.mneme.events.SealedHeader;
import dev.mneme.events.SealedRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.serde.AvroSafety;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LetterFoldTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  static {
    AvroSafety.enforce();
  }

  private final LetterFold fold = new LetterFold();

  @Test
  void shouldKeepOneLetterOfWhatWasGivenUpTwice() {
    fold.add(letter(1).build(), at(0));
    fold.add(letter(1).build(), at(1));

    assertThat(fold.letters()).hasSize(1);
    assertThat(fold.letters().getFirst().at()).isEqualTo(at(0));
    assertThat(fold.letters().getFirst().state()).isEqualTo(Letter.State.OPEN);
  }

  @Test
  void shouldCallALetterReplayedWhereverTheRecordThatSaysSoWasRead() {
    SourcePosition as = new SourcePosition("memory.events", 1, 77L);
    fold.add(letter(1).setState(DeadLetterState.REPLAYED).setReplayedAs(as).build(), at(5));
    fold.add(letter(1).build(), at(0));

    Letter letter = fold.letters().getFirst();

    assertThat(letter.state()).isEqualTo(Letter.State.REPLAYED);
    assertThat(letter.replayedAs()).contains(as);
    assertThat(letter.isSuperseded()).isFalse();
  }

  @Test
  void shouldSayThatTheRecordWaitsInALaterLetterWhenItsReplayFailed() {
    fold.add(letter(1).build(), at(0));
    fold.add(letter(2).setReplayOf(id(1)).setAt(NOON.plusSeconds(9)).build(), at(1));

    List<Letter> letters = fold.letters();

    assertThat(letters).extracting(Letter::id).containsExactly(id(2), id(1));
    assertThat(letters.get(1).failedAgainAs()).containsExactly(id(2));
    assertThat(letters.get(1).isSuperseded()).isTrue();
    assertThat(letters.get(0).isSuperseded()).isFalse();
  }

  @Test
  void shouldFilterByWhatALetterIs() {
    fold.add(letter(1).build(), at(0));
    Letter letter = fold.letters().getFirst();

    assertThat(filter(DeadLetterCause.INVALID, NOON, NOON.plusSeconds(1))).accepts(letter);
    assertThat(filter(DeadLetterCause.UNDECODABLE, NOON, NOON.plusSeconds(1))).rejects(letter);
    assertThat(filter(DeadLetterCause.INVALID, NOON.plusSeconds(1), NOON.plusSeconds(2)))
        .rejects(letter);
    assertThat(filter(DeadLetterCause.INVALID, NOON.minusSeconds(1), NOON)).rejects(letter);
  }

  @Test
  void shouldSendARecordBackAsItCameWithOneNameOfItsLetter() {
    SealedRecord original =
        new SealedRecord(
            bytes("key"),
            null,
            List.of(
                new SealedHeader("a", bytes("1")),
                new SealedHeader(Replays.HEADER, bytes("an earlier letter"))));

    ProducerRecord<byte[], byte[]> record =
        Replays.record(id(1), new SourcePosition("memory.events", 3, 5L), original, 4);

    assertThat(record.partition()).isEqualTo(3);
    assertThat(record.key()).asString().isEqualTo("key");
    assertThat(record.value()).isNull();
    assertThat(record.headers().toArray()).hasSize(2);
    assertThat(record.headers().lastHeader(Replays.HEADER).value())
        .asString()
        .isEqualTo(id(1).toString());
    assertThat(Replays.record(id(1), new SourcePosition("t", 9, 5L), original, 4).partition())
        .isNull();
  }

  private static LetterFilter filter(DeadLetterCause cause, Instant since, Instant until) {
    return new LetterFilter(
        Optional.of(cause),
        Optional.of("memory.events"),
        Optional.of(since),
        Optional.of(until),
        Optional.of(Letter.State.OPEN));
  }

  private static UUID id(int n) {
    return new UUID(0, n);
  }

  private static Letter.Place at(long offset) {
    return new Letter.Place(0, offset);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static DeadLetter.Builder letter(int n) {
    return DeadLetter.newBuilder()
        .setDeadLetterId(id(n))
        .setSource(new SourcePosition("memory.events", 0, (long) n))
        .setCause(DeadLetterCause.INVALID)
        .setReason("for a test")
        .setService("test")
        .setValueBytes(3)
        .setSealed(ByteBuffer.allocate(0))
        .setKeyId("00000000")
        .setRecordAt(NOON)
        .setAt(NOON);
  }
}
