package dev.mneme.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A public key with the name it signs under. As text it is the verifier key of C2SP signed-note:
 * {@code <name>+<key id, 8 hexadecimal digits>+<base64 of type byte and key>}.
 */
public record NoteVerifier(String name, SignatureKind kind, byte[] publicKey) {
  private static final Pattern NAME = Pattern.compile("[^\\s+]+");

  public NoteVerifier {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a key's name has neither spaces nor plus signs");
    }
    if (publicKey.length != Ed25519.KEY) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + publicKey.length);
    }
    publicKey = publicKey.clone();
  }

  /**
   * @throws IllegalArgumentException it is no verifier key
   */
  public static NoteVerifier parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a verifier key is name+id+key");
    }
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    for (SignatureKind kind : SignatureKind.values()) {
      if (typed.length == 1 + Ed25519.KEY && typed[0] == kind.type()) {
        NoteVerifier verifier =
            new NoteVerifier(parts[0], kind, Arrays.copyOfRange(typed, 1, typed.length));
        if (!verifier.idText().equals(parts[1])) {
          throw new IllegalArgumentException("the verifier key's id is not that of its key");
        }
        return verifier;
      }
    }
    throw new IllegalArgumentException("the verifier key is of no known type");
  }

  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** SHA-256(name || 0x0A || type || public key), its first four bytes. */
  public int id() {
    ByteBuffer input = ByteBuffer.allocate(name.getBytes(UTF_8).length + 2 + publicKey.length);
    input.put(name.getBytes(UTF_8)).put((byte) '\n').put(kind.type()).put(publicKey);
    return ByteBuffer.wrap(Digests.sha256(input.array())).getInt();
  }

  public String idText() {
    return HexFormat.of().toHexDigits(id());
  }

  /** Whether a signature that claims to be of this key is. */
  boolean verifies(String text, byte[] signature) {
    byte[] message = text.getBytes(UTF_8);
    byte[] signed = signature;
    if (kind == SignatureKind.COSIGNATURE) {
      if (signature.length != Long.BYTES + 64) {
        return false;
      }
      message = cosigned(ByteBuffer.wrap(signature).getLong(), text);
      signed = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
    }
    return Ed25519.verifies(Ed25519.publicKey(publicKey), message, signed);
  }

  static byte[] cosigned(long seconds, String text) {
    return "cosignature/v1\ntime %d\n%s".formatted(seconds, text).getBytes(UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteVerifier verifier && toString().equals(verifier.toString());
  }

  @Override
  public int hashCode() {
    return id();
  }

  @Override
  public String toString() {
    byte[] typed = new byte[1 + publicKey.length];
    typed[0] = kind.type();
    System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
    return name + "+" + idText() + "+" + Base64.getEncoder().encodeToString(typed);
  }
}
