package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.embedding.EmbeddedText;
import dev.mneme.reader.recall.ranking.Facts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * {@link Facts} in one doc value, big-endian: id (16 bytes), hash of the key (8), sequence (8),
 * occurred at and created at in milliseconds (8 each), place (8), fingerprint (8), confidence (8),
 * words of the text and of all fields (4 each). One look-up per memory instead of ten.
 */
final class PackedFacts {

  private static final int BYTES = 9 * Long.BYTES + 2 * Float.BYTES + Long.BYTES;
  private static final int KEY_HASH = 16;
  private static final int FINGERPRINT = 56;

  private PackedFacts() {}

  static BytesRef pack(String key, MemoryRecord memory, Words.Lengths lengths) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(memory.getMemoryId().getMostSignificantBits());
    bytes.putLong(memory.getMemoryId().getLeastSignificantBits());
    bytes.putLong(hash(key));
    bytes.putLong(sequence(memory));
    bytes.putLong(memory.getOccurredAt().toEpochMilli());
    bytes.putLong(memory.getCreatedAt().toEpochMilli());
    bytes.putLong(memory.getSource().getOffset());
    bytes.putLong(
        EmbeddedText.shortened(EmbeddedText.of(memory.getSpeaker(), memory.getText()).hash()));
    bytes.putDouble(memory.getConfidence());
    bytes.putFloat(lengths.text());
    bytes.putFloat(lengths.all());
    return new BytesRef(bytes.array());
  }

  static Facts unpack(BytesRef packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed.bytes, packed.offset, packed.length);
    UUID id = new UUID(bytes.getLong(), bytes.getLong());
    bytes.getLong();
    return new Facts(
        id,
        bytes.getLong(),
        Instant.ofEpochMilli(bytes.getLong()),
        Instant.ofEpochMilli(bytes.getLong()),
        bytes.getLong(),
        bytes.getLong(),
        bytes.getDouble(),
        bytes.getFloat(),
        bytes.getFloat());
  }

  static long keyHash(BytesRef packed) {
    return longAt(packed, KEY_HASH);
  }

  static long fingerprint(BytesRef packed) {
    return longAt(packed, FINGERPRINT);
  }

  private static long longAt(BytesRef packed, int at) {
    return ByteBuffer.wrap(packed.bytes, packed.offset, packed.length).getLong(packed.offset + at);
  }

  /** 64 bits of the key: two keys of a partition have the same by no accident to be expected. */
  static long hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return StringHelper.murmurhash3_x64_128(bytes, 0, bytes.length, 104_729)[0];
  }

  private static long sequence(MemoryRecord memory) {
    String conversation = memory.getConversation();
    String session = memory.getSession();
    return conversation == null && session == null ? 0 : hash(conversation + "\n" + session);
  }
}
