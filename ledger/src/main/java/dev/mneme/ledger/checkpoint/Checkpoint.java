package dev.mneme.ledger.checkpoint;

import dev.mneme.ledger.format.Hash;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The body of C2SP tlog-checkpoint: origin, size and root, each on a line, then lines of the log's
 * own.
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  private static final String CHAIN = "chain ";

  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (origin.isBlank() || size < 0) {
      throw new IllegalArgumentException("a checkpoint has an origin and a size from 0");
    }
  }

  /** That of one partition's log, which states its chain as well. */
  public static Checkpoint of(String ledger, int partition, long size, Hash root, Hash chain) {
    return new Checkpoint(originOf(ledger, partition), size, root, List.of(CHAIN + base64(chain)));
  }

  public static String originOf(String ledger, int partition) {
    return ledger + "/" + partition;
  }

  /**
   * @throws IllegalArgumentException it is no checkpoint
   */
  public static Checkpoint parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 3 || !text.endsWith("\n") || !lines.get(1).matches("0|[1-9][0-9]{0,18}")) {
      throw new IllegalArgumentException("a checkpoint is an origin, a size and a root");
    }
    return new Checkpoint(
        lines.get(0),
        Long.parseLong(lines.get(1)),
        hash(lines.get(2)),
        lines.subList(3, lines.size()));
  }

  /**
   * @throws IllegalArgumentException the origin ends with no partition
   */
  public int partition() {
    return Integer.parseInt(origin.substring(origin.lastIndexOf('/') + 1));
  }

  /**
   * The chain after the last entry.
   *
   * @throws IllegalArgumentException it states none
   */
  public Hash chain() {
    return extensions.stream()
        .filter(line -> line.startsWith(CHAIN))
        .map(line -> hash(line.substring(CHAIN.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the checkpoint states no chain"));
  }

  public String text() {
    List<String> lines = new ArrayList<>(List.of(origin, Long.toString(size), base64(root)));
    lines.addAll(extensions);
    return String.join("\n", lines) + "\n";
  }

  static String base64(Hash hash) {
    return Base64.getEncoder().encodeToString(hash.bytes());
  }

  static Hash hash(String base64) {
    return Hash.of(Base64.getDecoder().decode(base64));
  }
}
