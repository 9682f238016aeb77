package dev.mneme.ledger.receipt;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.format.EntryFormat;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.format.MalformedEntryException;
import dev.mneme.ledger.merkle.ProofCheck;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignatureKind;
import dev.mneme.ledger.note.SignedNote;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An entry, its inclusion proof, and the signed checkpoint the proof leads to. As text it is a C2SP
 * tlog-proof whose extra data is the entry.
 */
public record Receipt(byte[] entry, long index, List<Hash> path, SignedNote checkpoint) {
  private static final String FIRST = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  public Receipt {
    path = List.copyOf(path);
  }

  /** What a check of a receipt found. */
  public sealed interface Verdict {

    /** The entry is in the log, as these keys say. */
    record Proven(LedgerEntry entry, Checkpoint checkpoint, List<NoteVerifier> by)
        implements Verdict {}

    /** It proves nothing, because. */
    record Refused(String because) implements Verdict {}
  }

  /**
   * @throws IllegalArgumentException it is no receipt
   */
  public static Receipt parse(String text) {
    int blank = text.indexOf("\n\n");
    List<String> lines = blank < 0 ? List.of() : text.substring(0, blank).lines().toList();
    if (lines.size() < 3
        || !lines.get(0).equals(FIRST)
        || !lines.get(1).startsWith(EXTRA)
        || !lines.get(2).matches(INDEX + "(0|[1-9][0-9]{0,18})")) {
      throw new IllegalArgumentException("a receipt begins with " + FIRST + ", extra and index");
    }
    List<Hash> path = new ArrayList<>();
    for (String line : lines.subList(3, lines.size())) {
      path.add(Hash.of(Base64.getDecoder().decode(line)));
    }
    return new Receipt(
        Base64.getDecoder().decode(lines.get(1).substring(EXTRA.length())),
        Long.parseLong(lines.get(2).substring(INDEX.length())),
        path,
        SignedNote.parse(text.substring(blank + 2)));
  }

  /**
   * Needs nothing but the keys one trusts.
   *
   * @param keys those of the log, and of witnesses if one wants to know about them
   */
  public Verdict check(Collection<NoteVerifier> keys) {
    List<NoteVerifier> by;
    Checkpoint stated;
    LedgerEntry decoded;
    try {
      by = checkpoint.signedBy(keys);
      stated = Checkpoint.parse(checkpoint.text());
      decoded = EntryFormat.decode(entry);
    } catch (IllegalArgumentException | MalformedEntryException e) {
      return new Verdict.Refused(String.valueOf(e.getMessage()));
    }
    if (by.stream().noneMatch(key -> key.kind() == SignatureKind.LOG)) {
      return new Verdict.Refused("no key that is known as the log's signed the checkpoint");
    }
    Optional<Hash> root = ProofCheck.rootOf(index, stated.size(), LedgerHashes.leaf(entry), path);
    if (!root.equals(Optional.of(stated.root()))) {
      return new Verdict.Refused("the proof does not lead from the entry to the signed root");
    }
    if (decoded.index() != index || !stated.origin().endsWith("/" + decoded.partition())) {
      return new Verdict.Refused("the entry states another place than the one it is proven at");
    }
    return new Verdict.Proven(decoded, stated, by);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(FIRST).append('\n');
    text.append(EXTRA).append(Base64.getEncoder().encodeToString(entry)).append('\n');
    text.append(INDEX).append(index).append('\n');
    path.forEach(
        hash -> text.append(Base64.getEncoder().encodeToString(hash.bytes())).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }
}
