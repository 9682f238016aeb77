package dev.mneme.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Turns values of one schema into bytes behind a header. Safe for use by several threads. */
final class ValueEncoder {

  private static final ThreadLocal<ValueBytes> BYTES = ThreadLocal.withInitial(ValueBytes::new);

  private final Schema schema;
  private final ValueWriter writer;

  ValueEncoder(Schema schema) {
    this.schema = schema;
    this.writer = ValueWriter.of(schema);
  }

  /**
   * @throws IllegalArgumentException when a field that needs a value has none or one of another
   *     type; it does not say which value
   */
  byte[] encode(byte[] header, SpecificRecord value) {
    ValueBytes out = BYTES.get().begin();
    out.raw(header);
    try {
      writer.write(value, out);
    } catch (NullPointerException | ClassCastException e) {
      // the message of the cause names classes only
      throw new IllegalArgumentException("the value does not fit " + schema.getFullName(), e);
    }
    return out.toArray();
  }
}
