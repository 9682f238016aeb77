package dev.mneme.ledger.note;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A text that ends with a newline, and the signatures under it. What it says counts for nothing
 * before {@link #signedBy} has named a key one trusts.
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  private static final int MOST_SIGNATURES = 100;

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException("a note is lines of text");
    }
    if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("a note has 1 to 100 signatures");
    }
  }

  static SignedNote of(String text, NoteSignature signature) {
    return new SignedNote(text, List.of(signature));
  }

  /**
   * @throws IllegalArgumentException it is no signed note
   */
  public static SignedNote parse(String note) {
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException("a note is a text, an empty line and signatures");
    }
    List<NoteSignature> signatures =
        note.substring(blank + 2).lines().map(NoteSignature::parse).toList();
    return new SignedNote(note.substring(0, blank + 1), signatures);
  }

  /**
   * Those of the keys that signed it.
   *
   * @throws IllegalArgumentException a signature claims to be of one of them and is not
   */
  public List<NoteVerifier> signedBy(Collection<NoteVerifier> known) {
    List<NoteVerifier> by = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      for (NoteVerifier verifier : known) {
        if (signature.claims(verifier)) {
          if (!verifier.verifies(text, signature.signature())) {
            throw new IllegalArgumentException(
                "the signature of %s is not over this text".formatted(verifier.name()));
          }
          by.add(verifier);
        }
      }
    }
    return by;
  }

  SignedNote with(NoteSignature another) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.add(another);
    return new SignedNote(text, all);
  }

  @Override
  public String toString() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature).append('\n'));
    return note.toString();
  }
}
