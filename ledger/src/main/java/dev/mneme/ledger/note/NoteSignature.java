package dev.mneme.ledger.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** One line under a note: who claims to have signed it. */
public record NoteSignature(String name, int keyId, byte[] signature) {
  private static final String DASH = "\u2014 ";

  static NoteSignature of(NoteVerifier verifier, byte[] signature) {
    return new NoteSignature(verifier.name(), verifier.id(), signature);
  }

  static NoteSignature parse(String line) {
    String[] parts =
        line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
    if (parts.length != 2 || parts[0].isEmpty()) {
      throw new IllegalArgumentException("a signature line is a dash, a name and a signature");
    }
    byte[] bytes = Base64.getDecoder().decode(parts[1]);
    if (bytes.length <= Integer.BYTES) {
      throw new IllegalArgumentException("a signature is longer than its key id");
    }
    return new NoteSignature(
        parts[0],
        ByteBuffer.wrap(bytes).getInt(),
        Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  boolean claims(NoteVerifier verifier) {
    return name.equals(verifier.name()) && keyId == verifier.id();
  }

  @Override
  public String toString() {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature).array();
    return DASH + name + " " + Base64.getEncoder().encodeToString(bytes);
  }
}
