package dev.mneme.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.format.EntryFormat;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Flaw;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.format.MalformedEntryException;
import dev.mneme.ledger.merkle.Tile;
import dev.mneme.ledger.merkle.TreeEdge;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a log from its tiles alone: every entry, every hash of every tile, the chain, and that
 * the signed root is over exactly these.
 */
public final class TilesVerifier {
  private static final int PROGRESS_EVERY = 65536;

  private final TileSource source;
  private final List<NoteVerifier> by;
  private final Checkpoint checkpoint;
  private final Optional<Checkpoint> alsoStated;
  private final int partition;
  private final TreeEdge tree = new TreeEdge();
  private List<Hash> leaves = List.of();
  private long leavesOf = -1;
  private Hash chain;
  private long nextOffset;
  private @Nullable Finding finding;

  private TilesVerifier(
      TileSource source, SignedNote note, List<NoteVerifier> by, Optional<Checkpoint> alsoStated) {
    this.source = source;
    this.alsoStated = alsoStated;

    this.by = by;
    this.checkpoint = Checkpoint.parse(note.text());
    this.partition = checkpoint.partition();
    this.chain = LedgerHashes.empty(partition);
  }

  /**
   * @param keys one of which must have signed the checkpoint
   * @throws IllegalArgumentException there is no checkpoint, or none that one of the keys signed
   */
  public static TilesReport verify(
      TileSource source, Collection<NoteVerifier> keys, LongConsumer progress) throws IOException {
    return verify(source, keys, Optional.empty(), progress);
  }

  /**
   * @param alsoStated what a combined checkpoint says of this log; the entries must be those, too
   */
  public static TilesReport verify(
      TileSource source,
      Collection<NoteVerifier> keys,
      Optional<Checkpoint> alsoStated,
      LongConsumer progress)
      throws IOException {
    SignedNote note = SignedNote.parse(new String(source.get("checkpoint"), UTF_8));
    List<NoteVerifier> by = note.signedBy(keys);
    if (by.isEmpty()) {
      throw new IllegalArgumentException(
          "the checkpoint is signed by none of the keys that were named");
    }
    return new TilesVerifier(source, note, by, alsoStated).run(progress);
  }

  private TilesReport run(LongConsumer progress) throws IOException {
    long begun = System.nanoTime();
    while (tree.size() < checkpoint.size() && finding == null) {
      bundle(tree.size() / Tile.WIDTH);
      if (tree.size() % PROGRESS_EVERY == 0) {
        progress.accept(tree.size());
      }
    }
    if (finding == null) {
      partialTiles();
    }
    if (finding == null
        && !(tree.root().equals(checkpoint.root()) && chain.equals(checkpoint.chain()))) {
      fail(tree.size(), "checkpoint", Flaw.BAD_CHECKPOINT, "it is over other entries");
    }
    if (finding == null && alsoStated.isPresent() && alsoStated.get().size() > tree.size()) {
      fail(
          tree.size(),
          "checkpoint",
          Flaw.BAD_CHECKPOINT,
          "the combined checkpoint states %d entries".formatted(alsoStated.get().size()));
    }
    return new TilesReport(
        checkpoint,
        by,
        tree.size(),
        Optional.ofNullable(finding),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  private void bundle(long index) throws IOException {
    int width = Tile.width(0, index, checkpoint.size());
    String path = Tile.entriesPath(index, width);
    ByteBuffer in = ByteBuffer.wrap(source.get(path));
    for (int i = 0; i < width && finding == null; i++) {
      int at = in.position();
      try {
        byte[] encoded = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(encoded);
        entry(encoded, path, at);
      } catch (BufferUnderflowException e) {
        fail(tree.size(), path, Flaw.MISSING, "the bundle ends before the entry does");
      }
    }
    if (finding == null && in.hasRemaining()) {
      fail(tree.size(), path, Flaw.BAD_LENGTH, "bytes are left over");
    }
  }

  private void entry(byte[] encoded, String path, int at) throws IOException {
    long index = tree.size();
    Hash leaf = LedgerHashes.leaf(encoded);
    Hash stated = statedLeaf(index);
    if (!leaf.equals(stated)) {
      fail(index, path, Flaw.BAD_HASH, "byte %d: it is not the leaf of the tile".formatted(at));
      return;
    }
    try {
      LedgerEntry entry = EntryFormat.decode(encoded);
      if (entry.partition() != partition) {
        fail(index, path, Flaw.WRONG_PARTITION, "it states " + entry.partition());
      } else if (entry.index() != index) {
        fail(index, path, Flaw.WRONG_INDEX, "it states " + entry.index());
      } else if (entry.offset() < nextOffset) {
        fail(index, path, Flaw.OFFSET_NOT_INCREASING, "it states " + entry.offset());
      }
      nextOffset = entry.offset() + 1;
    } catch (MalformedEntryException e) {
      fail(index, path, Flaw.BAD_ENTRY, String.valueOf(e.getMessage()));
    }
    chain = LedgerHashes.chain(chain, leaf);
    tree.append(leaf, this::fullTile);
    if (finding == null && alsoStated.filter(this::isOverOthers).isPresent()) {
      fail(
          index,
          "checkpoint",
          Flaw.BAD_CHECKPOINT,
          "the combined checkpoint is over other entries up to here");
    }
  }

  private boolean isOverOthers(Checkpoint stated) {
    return stated.size() == tree.size()
        && !(stated.root().equals(tree.root()) && stated.chain().equals(chain));
  }

  private Hash statedLeaf(long index) throws IOException {
    long tile = index / Tile.WIDTH;
    if (tile != leavesOf) {
      leaves = tile(0, tile, Tile.width(0, tile, checkpoint.size()));
      leavesOf = tile;
    }
    return leaves.get((int) (index % Tile.WIDTH));
  }

  private void fullTile(int level, long index, List<Hash> hashes) throws IOException {
    if (level > 0) {
      compare(level, index, hashes);
    }
  }

  private void partialTiles() throws IOException {
    List<List<Hash>> levels = tree.levels();
    for (int level = 1; level < levels.size(); level++) {
      if (!levels.get(level).isEmpty()) {
        compare(level, tree.size() >>> Tile.HEIGHT * (level + 1), levels.get(level));
      }
    }
  }

  private void compare(int level, long index, List<Hash> hashes) throws IOException {
    if (finding == null && !tile(level, index, hashes.size()).equals(hashes)) {
      fail(
          index << Tile.HEIGHT * (level + 1),
          Tile.path(level, index, hashes.size()),
          Flaw.BAD_TILE,
          "it is not over the entries from there");
    }
  }

  private List<Hash> tile(int level, long index, int width) throws IOException {
    List<Hash> hashes = Tile.parse(source.get(Tile.path(level, index, width)));
    if (hashes.size() != width) {
      throw new IOException("%s is cut short".formatted(Tile.path(level, index, width)));
    }
    return hashes;
  }

  private void fail(long index, String path, Flaw flaw, String detail) {
    finding = new Finding(partition, index, nextOffset, Path.of(path), 0, flaw, detail);
  }
}
