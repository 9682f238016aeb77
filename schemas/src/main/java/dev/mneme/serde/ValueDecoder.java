package dev.mneme.serde;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Turns bytes behind a header into values of one schema. Safe for use by several threads. */
final class ValueDecoder {

  private final ValueReader reader;

  ValueDecoder(Schema schema) {
    this.reader = ValueReader.of(schema);
  }

  /**
   * @param bytes whose header says that they were written with the very schema
   * @return empty when they are not one value and nothing else
   */
  Optional<SpecificRecord> decode(byte[] bytes) {
    ValueInput in = new ValueInput(bytes, WireFormat.HEADER_BYTES);
    try {
      Object value = reader.read(in);
      return in.isAtEnd() ? Optional.ofNullable((SpecificRecord) value) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
