package dev.mneme.serde;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes values of one schema, the same bytes as Avro's own writer. What a schema asks for is found
 * out once and not again for each value, which is where Avro's writer spends most of its time.
 *
 * <p>It knows what the schemas of this suite are made of: unions only of null and one other type.
 *
 * @see <a href="../../../../../../docs/decisions/0005-events-evolve-by-nullable-operations.md">why
 *     there are no others</a>
 */
@FunctionalInterface
interface ValueWriter {

  void write(Object value, ValueBytes out);

  /**
   * @throws IllegalArgumentException when the schema has something it does not know
   */
  static ValueWriter of(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> ofRecord(schema);
      case UNION -> ofNullable(schema);
      case ARRAY -> ofArray(of(schema.getElementType()));
      case MAP -> ofMap(of(schema.getValueType()));
      case STRING -> ofString(schema);
      case LONG -> ofLong(schema);
      case INT -> (value, out) -> out.number((Integer) value);
      case ENUM -> (value, out) -> out.number(((Enum<?>) value).ordinal());
      case BOOLEAN -> (value, out) -> out.bool((Boolean) value);
      case DOUBLE -> (value, out) -> out.floating((Double) value);
      case BYTES -> (value, out) -> out.binary((ByteBuffer) value);
      case FIXED, FLOAT, NULL -> throw unknown(schema);
    };
  }

  private static ValueWriter ofRecord(Schema schema) {
    ValueWriter[] fields =
        schema.getFields().stream().map(field -> of(field.schema())).toArray(ValueWriter[]::new);
    return (value, out) -> {
      IndexedRecord record = (IndexedRecord) value;
      for (int i = 0; i < fields.length; i++) {
        fields[i].write(record.get(i), out);
      }
    };
  }

  private static ValueWriter ofNullable(Schema schema) {
    List<Schema> branches = schema.getTypes();
    int none = schema.isNullable() ? schema.getIndexNamed("null") : -1;
    if (branches.size() != 2 || none < 0) {
      throw unknown(schema);
    }
    int some = 1 - none;
    ValueWriter writer = of(branches.get(some));
    return (value, out) -> {
      if (value == null) {
        out.number(none);
      } else {
        out.number(some);
        writer.write(value, out);
      }
    };
  }

  private static ValueWriter ofArray(ValueWriter elements) {
    return (value, out) -> {
      List<?> list = (List<?>) value;
      if (!list.isEmpty()) {
        out.number(list.size());
        for (Object element : list) {
          elements.write(element, out);
        }
      }
      out.number(0);
    };
  }

  private static ValueWriter ofMap(ValueWriter values) {
    return (value, out) -> {
      Map<?, ?> map = (Map<?, ?>) value;
      if (!map.isEmpty()) {
        out.number(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.text((String) entry.getKey());
          values.write(entry.getValue(), out);
        }
      }
      out.number(0);
    };
  }

  private static ValueWriter ofString(Schema schema) {
    return switch (logical(schema)) {
      case "" -> (value, out) -> out.text((String) value);
      case "uuid" -> (value, out) -> out.uuid((UUID) value);
      default -> throw unknown(schema);
    };
  }

  private static ValueWriter ofLong(Schema schema) {
    return switch (logical(schema)) {
      case "" -> (value, out) -> out.number((Long) value);
      case "timestamp-millis" -> (value, out) -> out.number(((Instant) value).toEpochMilli());
      default -> throw unknown(schema);
    };
  }

  private static String logical(Schema schema) {
    LogicalType type = schema.getLogicalType();
    return type == null ? "" : type.getName();
  }

  private static IllegalArgumentException unknown(Schema schema) {
    return new IllegalArgumentException(
        "values of type " + schema + " cannot be written; add them to ValueWriter");
  }
}
