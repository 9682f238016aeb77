package dev.mneme.serde;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads values that were written with the schema of the generated class itself, the same values as
 * Avro's own reader. Like {@link ValueWriter} it finds out once what a schema asks for, and knows
 * what the schemas of this suite are made of.
 */
@FunctionalInterface
interface ValueReader {

  @Nullable Object read(ValueInput in);

  /**
   * @throws IllegalArgumentException when the schema has something it does not know
   */
  static ValueReader of(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> ofRecord(schema);
      case UNION -> ofNullable(schema);
      case ARRAY -> ofArray(of(schema.getElementType()));
      case MAP -> ofMap(of(schema.getValueType()));
      case STRING -> ofString(schema);
      case LONG -> ofLong(schema);
      case INT -> ValueInput::integer;
      case ENUM -> ofEnum(schema);
      case BOOLEAN -> ValueInput::bool;
      case DOUBLE -> ValueInput::floating;
      case BYTES -> ValueInput::binary;
      case FIXED, FLOAT, NULL -> throw unknown(schema);
    };
  }

  private static ValueReader ofRecord(Schema schema) {
    MethodHandle maker = maker(schema);
    ValueReader[] fields =
        schema.getFields().stream().map(field -> of(field.schema())).toArray(ValueReader[]::new);
    return in -> {
      SpecificRecord record = made(maker);
      for (int i = 0; i < fields.length; i++) {
        record.put(i, fields[i].read(in));
      }
      return record;
    };
  }

  private static MethodHandle maker(Schema schema) {
    try {
      return MethodHandles.publicLookup()
          .findConstructor(SpecificData.get().getClass(schema), MethodType.methodType(void.class))
          .asType(MethodType.methodType(SpecificRecord.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated class has a constructor without arguments", e);
    }
  }

  private static SpecificRecord made(MethodHandle maker) {
    try {
      return (SpecificRecord) maker.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("a generated class can be made", e);
    }
  }

  private static ValueReader ofNullable(Schema schema) {
    List<Schema> branches = schema.getTypes();
    int none = schema.isNullable() ? schema.getIndexNamed("null") : -1;
    if (branches.size() != 2 || none < 0) {
      throw unknown(schema);
    }
    int some = 1 - none;
    ValueReader reader = of(branches.get(some));
    return in -> {
      long branch = in.number();
      if (branch == some) {
        return reader.read(in);
      }
      if (branch == none) {
        return null;
      }
      throw ValueInput.malformed("has a branch that is none");
    };
  }

  private static ValueReader ofArray(ValueReader elements) {
    return in -> {
      List<@Nullable Object> list = new ArrayList<>();
      for (int block = in.elements(); block > 0; block = in.elements()) {
        for (int i = 0; i < block; i++) {
          list.add(elements.read(in));
        }
      }
      return list;
    };
  }

  private static ValueReader ofMap(ValueReader values) {
    return in -> {
      Map<String, @Nullable Object> map = new HashMap<>();
      for (int block = in.elements(); block > 0; block = in.elements()) {
        for (int i = 0; i < block; i++) {
          map.put(in.text(), values.read(in));
        }
      }
      return map;
    };
  }

  private static ValueReader ofEnum(Schema schema) {
    Object[] constants = SpecificData.get().getClass(schema).getEnumConstants();
    return in -> {
      int ordinal = in.integer();
      if (ordinal < 0 || ordinal >= constants.length) {
        throw ValueInput.malformed("has a symbol that is none");
      }
      return constants[ordinal];
    };
  }

  private static ValueReader ofString(Schema schema) {
    return switch (logical(schema)) {
      case "" -> ValueInput::text;
      case "uuid" -> ValueInput::uuid;
      default -> throw unknown(schema);
    };
  }

  private static ValueReader ofLong(Schema schema) {
    return switch (logical(schema)) {
      case "" -> ValueInput::number;
      case "timestamp-millis" -> in -> Instant.ofEpochMilli(in.number());
      default -> throw unknown(schema);
    };
  }

  private static String logical(Schema schema) {
    LogicalType type = schema.getLogicalType();
    return type == null ? "" : type.getName();
  }

  private static IllegalArgumentException unknown(Schema schema) {
    return new IllegalArgumentException(
        "values of type " + schema + " cannot be read; add them to ValueReader");
  }
}
