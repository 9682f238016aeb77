package dev.mneme.ledger.verify;

import dev.mneme.ledger.note.NoteVerifier;
import java.util.List;

/** What became of the signed checkpoint of a ledger. */
public sealed interface Statement {

  /** There is none: nothing was signed yet, or somebody took it away. */
  record Absent() implements Statement {}

  /** It fits what is there, and nobody said whose signature to expect. */
  record Unchecked() implements Statement {}

  /** It fits what is there, and these signed it. */
  record Signed(List<NoteVerifier> by) implements Statement {}

  /** It is none, or not signed by those who should have. */
  record Refused(String because) implements Statement {}
}
