package dev.mneme.ledger.once;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mneme.ledger.format.EntryFormat;
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
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
