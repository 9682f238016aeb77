package dev.mneme.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.PrivateKey;

/**
 * A private key with the name it signs under. Ed25519 is deterministic: the same text gets the same
 * signature, however often it is signed.
 */
public final class NoteSigner {
  private final PrivateKey key;
  private final NoteVerifier verifier;

  private NoteSigner(PrivateKey key, NoteVerifier verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  /**
   * @param seed the 32 bytes an Ed25519 key is made of
   */
  public static NoteSigner of(String name, SignatureKind kind, byte[] seed) {
    KeyPair keys = Ed25519.keys(seed);
    return new NoteSigner(
        keys.getPrivate(), new NoteVerifier(name, kind, Ed25519.raw(keys.getPublic())));
  }

  public NoteVerifier verifier() {
    return verifier;
  }

  /** A note of this text, signed by this key alone. */
  public SignedNote sign(String text) {
    return SignedNote.of(text, NoteSignature.of(verifier, Ed25519.sign(key, text.getBytes(UTF_8))));
  }

  /** The note with one more signature, which says that the text was consistent at that time. */
  public SignedNote cosign(SignedNote note, long seconds) {
    byte[] signed = Ed25519.sign(key, NoteVerifier.cosigned(seconds, note.text()));
    byte[] signature =
        ByteBuffer.allocate(Long.BYTES + signed.length).putLong(seconds).put(signed).array();
    return note.with(NoteSignature.of(verifier, signature));
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "NoteSigner[" + verifier.name() + "]";
  }
}
