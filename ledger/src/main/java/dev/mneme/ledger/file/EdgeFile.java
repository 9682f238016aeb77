package dev.mneme.ledger.file;

import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.merkle.TreeEdge;
import dev.mneme.ledger.scan.EdgeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;

/** The edge beside a segment: what spares a start all segments but the last. */
final class EdgeFile {
  private EdgeFile() {}

  /** Writes it, durable, unless it is there already. */
  static void write(Disk disk, Segment segment, TreeEdge tree) throws IOException {
    byte[] bytes = EdgeFormat.encode(tree);
    if (!Files.exists(segment.edge())
        || !Arrays.equals(bytes, Files.readAllBytes(segment.edge()))) {
      WholeFile.replace(disk, segment.edge(), bytes);
    }
  }

  /** The edge of a tree over exactly the entries before the segment, if it is there and whole. */
  static Optional<TreeEdge> read(Segment segment) throws IOException {
    return Files.exists(segment.edge())
        ? EdgeFormat.decode(Files.readAllBytes(segment.edge()))
            .filter(tree -> tree.size() == segment.first())
        : Optional.empty();
  }
}
