package dev.mneme.cli.dualwrite;

import dev.mneme.events.MemoryRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a memory holds, as 64 bits of SHA-256 for each field: enough to say which ones differ. */
final class Fingerprint {

  private static final MessageDigest SHA_256 = sha256();

  private final long[] hashes;

  private Fingerprint(long[] hashes) {
    this.hashes = hashes;
  }

  static Fingerprint of(MemoryRecord memory) {
    long[] hashes = new long[Field.ALL.size()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = hash(Field.ALL.get(i).ofRecord().apply(memory));
    }
    return new Fingerprint(hashes);
  }

  static Fingerprint of(ResultSet row) throws SQLException {
    long[] hashes = new long[Field.ALL.size()];
    for (int i = 0; i < hashes.length; i++) {
      Field field = Field.ALL.get(i);
      hashes[i] = hash(field.ofRow().read(row, field.name()));
    }
    return new Fingerprint(hashes);
  }

  /** Names of the fields that are not the same. */
  List<String> differencesTo(Fingerprint other) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] != other.hashes[i]) {
        names.add(Field.ALL.get(i).name());
      }
    }
    return names;
  }

  /** One number for the whole. */
  long digest() {
    ByteBuffer all = ByteBuffer.allocate(hashes.length * Long.BYTES);
    for (long hash : hashes) {
      all.putLong(hash);
    }
    return hash(all.array());
  }

  static long hash(@Nullable String value) {
    // a value that is not there differs from one that is empty
    return value == null ? 0 : hash(value.getBytes(StandardCharsets.UTF_8));
  }

  private static long hash(byte[] bytes) {
    synchronized (SHA_256) {
      return ByteBuffer.wrap(SHA_256.digest(bytes)).getLong();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
