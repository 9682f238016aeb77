package dev.mneme.cli.deadletters;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.SealedHeader;
import dev.mneme.events.SealedRecord;
import dev.mneme.identity.Pseudonym;
import dev.mneme.redaction.Redactor;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is in a letter, for people. What can be read as an event is shown redacted, field by field;
 * of anything else only the size is shown, because what cannot be read cannot be redacted.
 */
public final class OpenedLetter {

  private OpenedLetter() {}

  /** Redacted: keys that are no pseudonyms and all values of headers stay out. */
  public static Map<String, @Nullable Object> redacted(
      SealedRecord original, AvroCodec<MemoryEvent> codec, Redactor redactor) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    byte[] key = bytes(original.getKey());
    String name = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    shown.put(
        "key",
        key == null ? "none" : Pseudonym.isValid(name) ? name : "%d bytes".formatted(key.length));
    shown.put("headers", original.getHeaders().stream().map(SealedHeader::getName).toList());
    byte[] value = bytes(original.getValue());
    if (codec.decode(value) instanceof Decoding.Decoded<MemoryEvent>(MemoryEvent event)) {
      shown.put("event", redact(event, "", redactor));
    } else {
      shown.put("value", value == null ? "none" : "%d bytes".formatted(value.length));
    }
    return shown;
  }

  /** As it was, in base64: may hold personal data. */
  public static Map<String, @Nullable Object> raw(SealedRecord original) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("key", base64(original.getKey()));
    shown.put("value", base64(original.getValue()));
    List<Object> headers = new ArrayList<>();
    for (SealedHeader header : original.getHeaders()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("name", header.getName());
      row.put("value", base64(header.getValue()));
      headers.add(row);
    }
    shown.put("headers", headers);
    return shown;
  }

  /** Names too: those of metadata are the publisher's own words. A pseudonym names nobody. */
  private static @Nullable Object redact(@Nullable Object value, String label, Redactor redactor) {
    return switch (value) {
      case null -> null;
      case IndexedRecord record -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
          Object of = record.get(field.pos());
          if (of != null) {
            fields.put(field.name(), redact(of, field.name(), redactor));
          }
        }
        yield fields;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        map.forEach(
            (name, of) ->
                entries.put(
                    redactor.redact(name.toString()).text(),
                    redact(of, name.toString(), redactor)));
        yield entries;
      }
      case List<?> list -> list.stream().map(of -> redact(of, label, redactor)).toList();
      case Number number -> number;
      case Boolean flag -> flag;
      case UUID id -> id.toString();
      case Instant time -> time.toString();
      default -> {
        String text = value.toString();
        yield Pseudonym.isValid(text) ? text : redactor.redact(text, label).text();
      }
    };
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static @Nullable String base64(@Nullable ByteBuffer buffer) {
    byte[] bytes = bytes(buffer);
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }
}
