package dev.mneme.ledger.merkle;

import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Trees by the definition of RFC 6962, word for word, to compare with. */
final class Leaves {
  private Leaves() {}

  static List<Hash> numbered(int count) {
    List<Hash> leaves = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      leaves.add(LedgerHashes.leaf(ByteBuffer.allocate(4).putInt(i).array()));
    }
    return leaves;
  }

  static Hash root(List<Hash> leaves) {
    return switch (leaves.size()) {
      case 0 -> LedgerHashes.emptyTree();
      case 1 -> leaves.getFirst();
      default -> {
        int left = Integer.highestOneBit(leaves.size() - 1);
        yield LedgerHashes.node(
            root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
      }
    };
  }

  static Nodes nodes(List<Hash> leaves) {
    return (level, index) ->
        root(leaves.subList((int) (index << level), (int) ((index + 1) << level)));
  }
}
