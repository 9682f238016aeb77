package dev.mneme.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.merkle.MerkleTree;
import dev.mneme.ledger.merkle.Nodes;
import dev.mneme.ledger.merkle.ProofCheck;
import dev.mneme.ledger.merkle.Tile;
import dev.mneme.ledger.merkle.TiledNodes;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignedNote;
import dev.mneme.ledger.verify.TileSource;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Cosigns a log's checkpoint (C2SP tlog-cosignature v1) when it continues the last one it cosigned,
 * by a consistency proof it makes itself from the log's tiles. What it cosigned is durable before
 * it is given out: a witness that was killed vouches for nothing it could forget.
 */
public final class Witness {
  private final NoteSigner key;
  private final Collection<NoteVerifier> logKeys;
  private final View view;

  public Witness(NoteSigner key, Collection<NoteVerifier> logKeys, View view) {
    this.key = key;
    this.logKeys = List.copyOf(logKeys);
    this.view = view;
  }

  /** What a witness says of a checkpoint. */
  public sealed interface Verdict {

    /** It continues what was cosigned before. */
    record Cosigned(Checkpoint checkpoint, SignedNote note) implements Verdict {}

    /** It is what was cosigned last. */
    record Unchanged(Checkpoint checkpoint, SignedNote note) implements Verdict {}

    /** It is not the beginning of what the log shows now, or proves nothing. */
    record Refused(String because) implements Verdict {}
  }

  public Verdict look(TileSource log, Instant now) throws IOException {
    SignedNote note;
    Checkpoint shown;
    try {
      note = SignedNote.parse(new String(log.get("checkpoint"), UTF_8));
      if (note.signedBy(logKeys).isEmpty()) {
        return new Verdict.Refused("the checkpoint is signed by none of the log's keys");
      }
      shown = Checkpoint.parse(note.text());
    } catch (IllegalArgumentException e) {
      return new Verdict.Refused(String.valueOf(e.getMessage()));
    }
    Optional<SignedNote> last = view.last(shown.origin());
    if (last.isPresent()) {
      Checkpoint seen = Checkpoint.parse(last.get().text());
      if (seen.size() == shown.size() && seen.root().equals(shown.root())) {
        return new Verdict.Unchanged(shown, last.get());
      }
      Optional<String> objection = objection(log, seen, shown);
      if (objection.isPresent()) {
        return new Verdict.Refused(objection.get());
      }
    }
    SignedNote cosigned = key.cosign(note, now.getEpochSecond());
    view.remember(shown.origin(), cosigned);
    return new Verdict.Cosigned(shown, cosigned);
  }

  private static Optional<String> objection(TileSource log, Checkpoint seen, Checkpoint shown)
      throws IOException {
    if (shown.size() < seen.size()) {
      return Optional.of(
          "%s shows %d entries, and had %d".formatted(shown.origin(), shown.size(), seen.size()));
    }
    Nodes nodes = nodes(log, shown.size());
    List<Hash> proof = MerkleTree.consistency(nodes, seen.size(), shown.size());
    return ProofCheck.consistent(seen.size(), seen.root(), shown.size(), shown.root(), proof)
        ? Optional.empty()
        : Optional.of(
            "%s is forked: what it shows with %d entries does not continue the %d that were cosigned"
                .formatted(shown.origin(), shown.size(), seen.size()));
  }

  private static Nodes nodes(TileSource log, long size) {
    return new TiledNodes(
        (level, index, atLeast) -> {
          String path = Tile.path(level, index, Tile.width(level, index, size));
          List<Hash> hashes = Tile.parse(log.get(path));
          if (hashes.size() < atLeast) {
            throw new IOException(path + " is cut short");
          }
          return hashes;
        });
  }
}
