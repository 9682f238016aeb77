package dev.mneme.ledger.note;

/** What a signature says, by the type byte of C2SP signed-note. */
public enum SignatureKind {
  /** Ed25519 over the note's text: the log itself. */
  LOG(0x01),
  /** Ed25519 over a time and the note's text: a witness (C2SP tlog-cosignature, v1). */
  COSIGNATURE(0x04);

  private final int type;

  SignatureKind(int type) {
    this.type = type;
  }

  byte type() {
    return (byte) type;
  }
}
