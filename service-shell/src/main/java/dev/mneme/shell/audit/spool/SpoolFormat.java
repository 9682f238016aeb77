package dev.mneme.shell.audit.spool;

import dev.mneme.events.AuditEvent;
import dev.mneme.serde.AvroSafety;
import dev.mneme.shell.audit.AuditTrail.About;
import dev.mneme.tracing.TraceParent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * A file of the spool.
 *
 * <pre>
 * file    = "MNEMESPL" u32 length, schema of the entries as JSON, frame*
 * frame   = u32 length, u32 CRC-32C of the payload, payload
 * payload = u8 1 person | 0 nobody, u8 length of the parent or 0, parent as in the header
 *           traceparent, the entry in Avro's binary encoding
 * </pre>
 *
 * The schema stands in it so that the next version can read what this one left.
 */
final class SpoolFormat {
  static final int FRAME_HEAD = 8;

  /** An entry has 256 removed ids at most, and some words. */
  static final int LONGEST = 64 * 1024;

  private static final byte[] MAGIC = "MNEMESPL".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_SCHEMA = 1 << 20;
  private static final SpecificData MODEL = SpecificData.getForClass(AuditEvent.class);

  static {
    AvroSafety.enforce();
  }

  private SpoolFormat() {}

  static byte[] header() {
    byte[] schema = AuditEvent.getClassSchema().toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(MAGIC.length + Integer.BYTES + schema.length)
        .put(MAGIC)
        .putInt(schema.length)
        .put(schema)
        .array();
  }

  /** The schema of a file, and where its first frame begins. */
  record Header(Schema schema, int length) {

    /** Empty when these bytes are none: the file was being begun when the process ended. */
    static Optional<Header> of(ByteBuffer bytes) {
      if (bytes.remaining() < MAGIC.length + Integer.BYTES) {
        return Optional.empty();
      }
      byte[] magic = new byte[MAGIC.length];
      bytes.get(magic);
      int length = bytes.getInt();
      if (!java.util.Arrays.equals(magic, MAGIC)
          || length <= 0
          || length > LONGEST_SCHEMA
          || bytes.remaining() < length) {
        return Optional.empty();
      }
      byte[] schema = new byte[length];
      bytes.get(schema);
      return Optional.of(
          new Header(
              new Schema.Parser().parse(new String(schema, StandardCharsets.UTF_8)),
              MAGIC.length + Integer.BYTES + length));
    }
  }

  static byte[] frame(Spooled spooled) throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream(512);
    payload.write(spooled.about() == About.PERSON ? 1 : 0);
    byte[] parent =
        spooled.parent() == null
            ? new byte[0]
            : spooled.parent().toString().getBytes(StandardCharsets.US_ASCII);
    payload.write(parent.length);
    payload.write(parent);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(payload, null);
    new SpecificDatumWriter<AuditEvent>(AuditEvent.getClassSchema(), MODEL)
        .write(spooled.entry(), encoder);
    byte[] bytes = payload.toByteArray();
    return ByteBuffer.allocate(FRAME_HEAD + bytes.length)
        .putInt(bytes.length)
        .putInt(crc(bytes))
        .put(bytes)
        .array();
  }

  /** Empty when the payload is not what was written. */
  static Optional<Spooled> spooled(Schema written, int crc, byte[] payload) throws IOException {
    if (crc(payload) != crc) {
      return Optional.empty();
    }
    int entryAt = 2 + payload[1];
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(payload, entryAt, payload.length - entryAt, null);
    AuditEvent entry =
        new SpecificDatumReader<AuditEvent>(written, AuditEvent.getClassSchema(), MODEL)
            .read(null, decoder);
    String parent = new String(payload, 2, payload[1], StandardCharsets.US_ASCII);
    return Optional.of(
        new Spooled(
            entry,
            payload[0] == 1 ? About.PERSON : About.NOBODY,
            TraceParent.parse(parent).orElse(null)));
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
