package dev.mneme.ledger.format;

/** The key or the value of a record, as an entry keeps it. */
public sealed interface EntryField {

  /** The record had none. */
  record Absent() implements EntryField {}

  /** The bytes as they were committed on the topic. */
  record Bytes(byte[] bytes) implements EntryField {}

  /** Too long to be kept: committed to by length and SHA-256; the bytes are on the topic only. */
  record Digest(int length, Hash sha256) implements EntryField {}
}
