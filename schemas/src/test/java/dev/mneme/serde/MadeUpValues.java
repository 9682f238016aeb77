package dev.mneme.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;

/** Any values of a schema, and what Avro's own writer makes of them. */
final class MadeUpValues {

  private MadeUpValues() {}

  static List<SpecificRecord> of(Schema schema, int number) throws IOException {
    List<SpecificRecord> values = new ArrayList<>(number);
    for (Object generated : new RandomData(schema, number, 42L, true)) {
      values.add(specific(withUuids(generated, schema), schema));
    }
    return values;
  }

  static byte[] byAvro(byte[] header, SpecificRecord value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new SpecificDatumWriter<SpecificRecord>(value.getSchema()).write(value, encoder);
    return out.toByteArray();
  }

  /** Made-up strings are any letters, also where an id has to be. */
  private static Object withUuids(Object value, Schema schema) {
    return switch (schema.getType()) {
      case STRING -> schema.getLogicalType() == null ? value : UUID.randomUUID().toString();
      case UNION ->
          value == null
              ? value
              : withUuids(
                  value,
                  schema
                      .getTypes()
                      .get(schema.isNullable() ? 1 - schema.getIndexNamed("null") : 0));
      case ARRAY ->
          ((List<?>) value).stream().map(e -> withUuids(e, schema.getElementType())).toList();
      case RECORD -> {
        IndexedRecord record = (IndexedRecord) value;
        for (Schema.Field field : schema.getFields()) {
          record.put(field.pos(), withUuids(record.get(field.pos()), field.schema()));
        }
        yield record;
      }
      default -> value;
    };
  }

  /** Made-up values are generic; through their bytes they become those of the generated class. */
  private static SpecificRecord specific(Object generated, Schema schema) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(generated, encoder);
    return new SpecificDatumReader<SpecificRecord>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
  }
}
