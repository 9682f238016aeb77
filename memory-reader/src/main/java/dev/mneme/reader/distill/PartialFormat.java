package dev.mneme.reader.distill;

import dev.mneme.reader.anonymity.Fingerprint;
import dev.mneme.reader.anonymity.Shares;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A part as it goes from one instance to another: the version, the number of cells, and for each
 * cell in order: bucket and value, each behind a byte that says whether it is there; memories,
 * people; sum and the three shares as decimal text; the tail; the fingerprint. As Java's {@code
 * DataOutput} writes it.
 */
public final class PartialFormat {

  private static final byte VERSION = 1;
  private static final int LONGEST_TAIL = 10_000;

  private PartialFormat() {}

  public static byte[] bytes(Partial partial) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(partial.cells().size());
      for (Map.Entry<CellKey, Cell> entry : partial.cells().entrySet()) {
        write(out, entry.getKey());
        write(out, entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to take bytes", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException when the bytes are no part of this version
   */
  public static Partial read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        throw new IOException("the part is of another version");
      }
      int count = count(in, Partial.MOST_CELLS);
      TreeMap<CellKey, Cell> cells = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        cells.put(key(in), cell(in));
      }
      if (in.read() != -1) {
        throw new IOException("there is more behind the part");
      }
      return new Partial(cells);
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw new IOException("the part is damaged", e);
    }
  }

  private static void write(DataOutputStream out, CellKey key) throws IOException {
    out.writeBoolean(key.bucket() != null);
    if (key.bucket() != null) {
      out.writeLong(key.bucket().toEpochMilli());
    }
    out.writeBoolean(key.value() != null);
    if (key.value() != null) {
      out.writeUTF(key.value());
    }
  }

  private static CellKey key(DataInputStream in) throws IOException {
    Instant bucket = in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null;
    String value = in.readBoolean() ? in.readUTF() : null;
    return new CellKey(bucket, value);
  }

  private static void write(DataOutputStream out, Cell cell) throws IOException {
    out.writeLong(cell.memories());
    out.writeLong(cell.people());
    out.writeUTF(cell.sum().toString());
    out.writeUTF(cell.shares().all().toString());
    out.writeUTF(cell.shares().largest().toString());
    out.writeUTF(cell.shares().second().toString());
    out.writeInt(cell.tail().entries().size());
    for (Tail.Entry entry : cell.tail().entries()) {
      out.writeDouble(entry.value());
      out.writeLong(entry.subject());
    }
    int[] buckets = cell.fingerprint().buckets();
    long[] sums = cell.fingerprint().sums();
    out.writeInt(buckets.length);
    for (int i = 0; i < buckets.length; i++) {
      out.writeShort(buckets[i]);
      out.writeLong(sums[i]);
    }
  }

  private static Cell cell(DataInputStream in) throws IOException {
    long memories = in.readLong();
    long people = in.readLong();
    BigDecimal sum = new BigDecimal(in.readUTF());
    Shares shares =
        new Shares(
            new BigDecimal(in.readUTF()),
            new BigDecimal(in.readUTF()),
            new BigDecimal(in.readUTF()));
    int length = count(in, LONGEST_TAIL);
    List<Tail.Entry> tail = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      tail.add(new Tail.Entry(in.readDouble(), in.readLong()));
    }
    int filled = count(in, Fingerprint.BUCKETS);
    int[] buckets = new int[filled];
    long[] sums = new long[filled];
    for (int i = 0; i < filled; i++) {
      buckets[i] = in.readUnsignedShort();
      sums[i] = in.readLong();
    }
    return new Cell(memories, people, sum, shares, new Tail(tail), Fingerprint.of(buckets, sums));
  }

  private static int count(DataInputStream in, int most) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > most) {
      throw new IOException("the part claims more than there can be");
    }
    return count;
  }
}
