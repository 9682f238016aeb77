package dev.mneme.deadletter;

import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.SealedHeader;
import dev.mneme.events.SealedRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.identity.DerivedId;
import dev.mneme.identity.Pseudonym;
import dev.mneme.serde.AvroSafety;
import dev.mneme.serde.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Writes and opens dead letters. */
public final class DeadLetters {

  static {
    AvroSafety.enforce();
  }

  private final DeadLetterKey key;
  private final String service;

  public DeadLetters(DeadLetterKey key, String service) {
    this.key = key;
    this.service = service;
  }

  /**
   * @param reason what is wrong and where, without the offending value
   * @param at when it was given up
   */
  public DeadLetter letter(FailedRecord failed, DeadLetterCause cause, String reason, Instant at) {
    UUID id = idOf(failed);
    OptionalInt schemaId = WireFormat.schemaId(failed.value());
    byte[] value = failed.value();
    return DeadLetter.newBuilder()
        .setDeadLetterId(id)
        .setSource(new SourcePosition(failed.topic(), failed.partition(), failed.offset()))
        .setCause(cause)
        .setReason(reason)
        .setService(service)
        .setSchemaId(schemaId.isPresent() ? schemaId.getAsInt() : null)
        .setValueBytes(value == null ? -1 : value.length)
        .setSealed(ByteBuffer.wrap(key.seal(encode(failed), bytes(id))))
        .setKeyId(key.id())
        .setRecordAt(Instant.ofEpochMilli(failed.timestamp()))
        .setAt(at)
        .build();
  }

  /**
   * The key of the letter on its topic: the original key when it is a pseudonym, so that the
   * letters of a subject stay together; else the letter's id, because an unknown key may be
   * anything.
   */
  public String topicKey(FailedRecord failed) {
    byte[] original = failed.key();
    if (original != null) {
      String candidate = new String(original, StandardCharsets.UTF_8);
      if (Pseudonym.isValid(candidate)) {
        return candidate;
      }
    }
    return idOf(failed).toString();
  }

  /**
   * The original record of a letter.
   *
   * @throws IllegalArgumentException when the letter was sealed with another key or changed since
   */
  public SealedRecord open(DeadLetter letter) {
    ByteBuffer sealed = letter.getSealed().duplicate();
    byte[] bytes = new byte[sealed.remaining()];
    sealed.get(bytes);
    try {
      return SealedRecord.fromByteBuffer(
          ByteBuffer.wrap(key.open(bytes, bytes(letter.getDeadLetterId()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Follows from the position, so that giving up the same record again gives the same letter. */
  private static UUID idOf(FailedRecord failed) {
    return DerivedId.of(
        "dead-letter",
        failed.topic(),
        Integer.toString(failed.partition()),
        Long.toString(failed.offset()));
  }

  private static byte[] encode(FailedRecord failed) {
    SealedRecord record =
        new SealedRecord(wrap(failed.key()), wrap(failed.value()), headers(failed.headers()));
    try {
      ByteBuffer encoded = record.toByteBuffer();
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SealedHeader> headers(Headers headers) {
    List<SealedHeader> sealed = new ArrayList<>();
    for (Header header : headers) {
      sealed.add(new SealedHeader(header.key(), wrap(header.value())));
    }
    return sealed;
  }

  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
