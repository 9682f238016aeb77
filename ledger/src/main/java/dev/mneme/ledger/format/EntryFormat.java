package dev.mneme.ledger.format;

import java.nio.ByteBuffer;

/**
 * The canonical encoding of an entry: what the leaf hash is taken over. Numbers are big-endian.
 *
 * <pre>
 *  0   u8   version, 1
 *  1   u32  partition
 *  5   u64  index
 * 13   u64  offset on the topic
 * 21   i64  timestamp on the topic, milliseconds since 1970
 * 29   field key
 *      field value
 *
 * field = 0x00                                  the record had none
 *       | 0x01 u32 length, bytes                as committed on the topic
 *       | 0x02 u32 length, SHA-256 of the bytes for a key over 1024 or a value over 32768 bytes
 * </pre>
 *
 * An entry is a function of the topic alone: the same records give the same bytes, whenever and by
 * whomever the ledger is built. Headers of a record are not part of it. There is one encoding of an
 * entry: a decoder refuses bytes left over, unknown forms, and a digest where the bytes themselves
 * belong. An entry is never over 65535 bytes, the limit of an entry in a C2SP tlog-tiles bundle.
 */
public final class EntryFormat {
  public static final int LONGEST_KEY = 1024;
  public static final int LONGEST_VALUE = 32768;

  public static final int SHORTEST_ENTRY = 31;
  public static final int LONGEST_ENTRY = 29 + 5 + LONGEST_KEY + 5 + LONGEST_VALUE;
  public static final int OFFSET_AT = 13;

  private static final byte VERSION = 1;
  private static final byte ABSENT = 0;
  private static final byte BYTES = 1;
  private static final byte DIGEST = 2;

  private EntryFormat() {}

  public static byte[] encode(LedgerEntry entry) {
    ByteBuffer out = ByteBuffer.allocate(29 + size(entry.key()) + size(entry.value()));
    out.put(VERSION)
        .putInt(entry.partition())
        .putLong(entry.index())
        .putLong(entry.offset())
        .putLong(entry.timestamp());
    put(out, entry.key());
    put(out, entry.value());
    return out.array();
  }

  public static LedgerEntry decode(byte[] bytes) throws MalformedEntryException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < SHORTEST_ENTRY) {
      throw new MalformedEntryException("an entry has at least 31 bytes, not " + bytes.length);
    }
    byte version = in.get();
    if (version != VERSION) {
      throw new MalformedEntryException("unknown version " + version);
    }
    int partition = in.getInt();
    long index = in.getLong();
    long offset = in.getLong();
    long timestamp = in.getLong();
    if (partition < 0 || index < 0 || offset < 0) {
      throw new MalformedEntryException("partition, index or offset is out of range");
    }
    EntryField key = take(in, "key", LONGEST_KEY);
    EntryField value = take(in, "value", LONGEST_VALUE);
    if (in.hasRemaining()) {
      throw new MalformedEntryException(in.remaining() + " bytes are left over");
    }
    return new LedgerEntry(partition, index, offset, timestamp, key, value);
  }

  /** Where the value's own bytes begin in the entry, for an entry that has some. */
  public static int valuePosition(LedgerEntry entry) {
    return 29 + size(entry.key()) + 5;
  }

  private static int size(EntryField field) {
    return switch (field) {
      case EntryField.Absent() -> 1;
      case EntryField.Bytes(byte[] bytes) -> 5 + bytes.length;
      case EntryField.Digest(int _, Hash _) -> 5 + Hash.LENGTH;
    };
  }

  private static void put(ByteBuffer out, EntryField field) {
    switch (field) {
      case EntryField.Absent() -> out.put(ABSENT);
      case EntryField.Bytes(byte[] bytes) -> out.put(BYTES).putInt(bytes.length).put(bytes);
      case EntryField.Digest(int length, Hash sha256) ->
          out.put(DIGEST).putInt(length).put(sha256.bytes());
    }
  }

  private static EntryField take(ByteBuffer in, String name, int longest)
      throws MalformedEntryException {
    byte form = in.hasRemaining() ? in.get() : -1;
    if (form == ABSENT) {
      return new EntryField.Absent();
    }
    if ((form != BYTES && form != DIGEST) || in.remaining() < Integer.BYTES) {
      throw new MalformedEntryException("the " + name + " has no known form");
    }
    int length = in.getInt();
    boolean kept = length >= 0 && length <= longest;
    if (form == BYTES ? !kept : kept || length < 0) {
      throw new MalformedEntryException("the %s has length %d".formatted(name, length));
    }
    int size = form == BYTES ? length : Hash.LENGTH;
    if (in.remaining() < size) {
      throw new MalformedEntryException("the " + name + " is cut short");
    }
    byte[] bytes = new byte[size];
    in.get(bytes);
    return form == BYTES
        ? new EntryField.Bytes(bytes)
        : new EntryField.Digest(length, Hash.of(bytes));
  }
}
