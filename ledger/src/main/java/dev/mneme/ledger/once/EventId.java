package dev.mneme.ledger.once;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mneme.ledger.format.EntryFormat;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The id of an audit event, read off its bytes: the standard wire format (0, u32 schema id) and
 * then the first field of every version of the schema, a UUID as a string of 36 characters, which
 * Avro begins with its length, 0x48.
 *
 * <p>It is read without the schema on purpose. What becomes an entry must follow from the topic's
 * bytes alone; a registry that is away, or has forgotten a schema, would otherwise change the
 * ledger. A value that does not look like this, or is too long to be kept in an entry, has no id.
 */
public final class EventId {
  private static final int LENGTH_AT = 5;
  private static final byte LENGTH = 0x48;
  private static final int TEXT = 36;
  private static final int[] HYPHENS = {8, 13, 18, 23};

  private EventId() {}

  public static Optional<UUID> of(byte @Nullable [] value) {
    if (value == null
        || value.length < LENGTH_AT + 1 + TEXT
        || value.length > EntryFormat.LONGEST_VALUE
        || value[0] != 0
        || value[LENGTH_AT] != LENGTH) {
      return Optional.empty();
    }
    String text = new String(value, LENGTH_AT + 1, TEXT, ISO_8859_1);
    for (int at : HYPHENS) {
      if (text.charAt(at) != '-') {
        return Optional.empty();
      }
    }
    try {
      long high = digits(text, 0, 8) << 32 | digits(text, 9, 13) << 16 | digits(text, 14, 18);
      long low = digits(text, 19, 23) << 48 | digits(text, 24, 36);
      return Optional.of(new UUID(high, low));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private static long digits(String text, int from, int to) {
    return HexFormat.fromHexDigitsToLong(text, from, to);
  }
}
