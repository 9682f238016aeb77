package dev.mneme.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  private static final int ALL = 300;
  private static final int LARGE = 70_000;

  /** A tree in tiles, as a ledger keeps it. */
  private static final class Tiled {
    private final TreeEdge edge = new TreeEdge();
    private final Map<String, List<Hash>> full = new HashMap<>();
    private int read;

    Tiled(List<Hash> leaves) throws IOException {
      for (Hash leaf : leaves) {
        edge.append(leaf, (level, index, hashes) -> full.put(level + "/" + index, hashes));
      }
    }

    Nodes nodes() {
      return new TiledNodes(
          (level, index, _) -> {
            read++;
            List<Hash> tile = full.get(level + "/" + index);
            return tile == null ? edge.tile(level, index).orElseThrow() : tile;
          });
    }
  }

  private static final List<Hash> LEAVES = Leaves.numbered(LARGE);
  private static final Tiled TREE;

  static {
    try {
      TREE = new Tiled(LEAVES);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldProveEveryLeafOfEverySizeTo300() throws IOException {
    for (int size = 1; size <= ALL; size++) {
      Hash root = Leaves.root(LEAVES.subList(0, size));
      assertThat(MerkleTree.root(TREE.nodes(), size)).isEqualTo(root);
      for (int index = 0; index < size; index++) {
        List<Hash> path = MerkleTree.inclusion(TREE.nodes(), index, size);
        assertThat(ProofCheck.rootOf(index, size, LEAVES.get(index), path)).contains(root);
        assertThat(path).hasSizeLessThanOrEqualTo(9);
      }
    }
  }

  @Test
  void shouldProveEverySizeTo300ConsistentWithEveryOneBefore() throws IOException {
    List<Hash> roots = new ArrayList<>();
    for (int size = 0; size <= ALL; size++) {
      roots.add(MerkleTree.root(TREE.nodes(), size));
    }
    for (int to = 0; to <= ALL; to++) {
      for (int from = 0; from <= to; from++) {
        List<Hash> proof = MerkleTree.consistency(TREE.nodes(), from, to);
        assertThat(ProofCheck.consistent(from, roots.get(from), to, roots.get(to), proof))
            .as("%d to %d", from, to)
            .isTrue();
      }
    }
  }

  @Property(tries = 300)
  void shouldProveAnyLeafOfALargeTree(
      @ForAll @IntRange(min = 1, max = LARGE) int size, @ForAll @LongRange(min = 0) long place)
      throws IOException {
    long index = place % size;
    Hash root = MerkleTree.root(TREE.nodes(), size);

    int before = TREE.read;

    List<Hash> path = MerkleTree.inclusion(TREE.nodes(), index, size);

    assertThat(path).hasSizeLessThanOrEqualTo(17);
    assertThat(TREE.read - before).as("tiles: three heights, here and at the end").isLessThan(9);
    assertThat(ProofCheck.rootOf(index, size, LEAVES.get((int) index), path)).contains(root);
  }

  @Property(tries = 300)
  void shouldRefuseAnInclusionProofWithAnythingChanged(
      @ForAll @IntRange(min = 2, max = LARGE) int size,
      @ForAll @LongRange(min = 0) long place,
      @ForAll @IntRange(min = 0, max = 5) int kind)
      throws IOException {
    // Given
    long index = place % size;
    Hash root = MerkleTree.root(TREE.nodes(), size);
    List<Hash> path = new ArrayList<>(MerkleTree.inclusion(TREE.nodes(), index, size));
    Hash leaf = LEAVES.get((int) index);
    Hash other = LedgerHashes.leaf(new byte[] {(byte) place});

    // When
    switch (kind) {
      case 0 -> path.removeLast();
      case 1 -> path.removeFirst();
      case 2 -> path.add(other);
      case 3 -> path.set((int) (place % path.size()), other);
      case 4 -> leaf = other;
      default -> index = (index + 1) % size;
    }

    // Then
    assertThat(ProofCheck.rootOf(index, size, leaf, path))
        .isNotEqualTo(java.util.Optional.of(root));
  }

  @Property(tries = 300)
  void shouldProveLargeSizesConsistentAndRefuseAForkedOne(
      @ForAll @IntRange(min = 1, max = LARGE) int to,
      @ForAll @LongRange(min = 0) long place,
      @ForAll @IntRange(min = 0, max = 4) int kind)
      throws IOException {
    // Given
    long from = 1 + place % to;
    Hash before = MerkleTree.root(TREE.nodes(), from);
    Hash after = MerkleTree.root(TREE.nodes(), to);
    Hash other = LedgerHashes.leaf(new byte[] {(byte) place});
    List<Hash> proof = new ArrayList<>(MerkleTree.consistency(TREE.nodes(), from, to));
    assertThat(ProofCheck.consistent(from, before, to, after, proof)).isTrue();

    // When
    switch (kind) {
      case 0 -> before = other;
      case 1 -> after = other;
      case 2 -> proof.add(other);
      case 3 -> proof.replaceAll(hash -> LedgerHashes.node(hash, hash));
      default -> {
        if (!proof.isEmpty()) {
          proof.removeLast();
        }
      }
    }

    // Then
    boolean unchanged = kind >= 3 && from == to;
    assertThat(ProofCheck.consistent(from, before, to, after, proof)).isEqualTo(unchanged);
  }

  @Test
  void shouldGoOnFromAnEdgeAsIfItHadNeverStopped() throws IOException {
    TreeEdge whole = new TreeEdge();
    TreeEdge resumed = new TreeEdge();
    for (int i = 0; i < 1000; i++) {
      whole.append(LEAVES.get(i));
      resumed.append(LEAVES.get(i));
      resumed = new TreeEdge(resumed.size(), resumed.levels());
    }
    assertThat(resumed.root()).isEqualTo(whole.root());
    assertThatThrownBy(() -> new TreeEdge(7, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNameTilesAsTheLayoutDoes() {
    assertThat(Tile.path(0, 1_234_067, Tile.WIDTH)).isEqualTo("tile/0/x001/x234/067");
    assertThat(Tile.path(2, 0, 17)).isEqualTo("tile/2/000.p/17");
    assertThat(Tile.entriesPath(999, Tile.WIDTH)).isEqualTo("tile/entries/999");
    assertThat(Tile.entriesPath(1000, 1)).isEqualTo("tile/entries/x001/000.p/1");
  }

  @Test
  void shouldHaveTheTilesOfTheSpecificationsExample() {
    assertThat(Tile.width(0, 272, 70_000)).isEqualTo(256);
    assertThat(Tile.width(0, 273, 70_000)).isEqualTo(112);
    assertThat(Tile.width(1, 0, 70_000)).isEqualTo(256);
    assertThat(Tile.width(1, 1, 70_000)).isEqualTo(17);
    assertThat(Tile.width(2, 0, 70_000)).isEqualTo(1);
    assertThat(Tile.width(3, 0, 70_000)).isZero();
  }
}
