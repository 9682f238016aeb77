package dev.mneme.writer.topology;

import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.DeadLetterState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** An event that was a dead letter before says so in a header. */
final class Replay {
  static final String HEADER = "mneme-dead-letter";

  private static final int UUID_LENGTH = 36;

  private Replay() {}

  /** The letter it was, or null; whatever else stands there is not carried on. */
  static @Nullable UUID letter(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null || header.value().length != UUID_LENGTH) {
      return null;
    }
    try {
      return UUID.fromString(new String(header.value(), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The mark that the letter was replayed and processed. It has the letter's id and nothing of what
   * the letter held.
   *
   * @param subject key of the event and so of its letter
   */
  static Effect mark(
      UUID letter, String subject, int valueBytes, Reporter reporter, Origin origin) {
    return new Effect.GiveUp(
        subject,
        DeadLetter.newBuilder()
            .setDeadLetterId(letter)
            .setSource(origin.position())
            .setCause(DeadLetterCause.UNKNOWN)
            .setReason("replayed and processed")
            .setService(reporter.service())
            .setValueBytes(valueBytes)
            .setSealed(ByteBuffer.allocate(0))
            .setKeyId("")
            .setRecordAt(origin.at())
            .setAt(origin.at())
            .setState(DeadLetterState.REPLAYED)
            .setReplayedAs(origin.position())
            .build());
  }
}
