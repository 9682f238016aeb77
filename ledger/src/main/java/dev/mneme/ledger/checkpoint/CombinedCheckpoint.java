package dev.mneme.ledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.merkle.TreeEdge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One statement over all logs of a ledger. It has the form of a checkpoint: its leaves are the
 * bodies of the logs' checkpoints in the order of their partitions, and a line repeats each, so
 * that it says everything they say. It is a picture, not a log: its leaves change.
 *
 * <pre>
 * &lt;ledger&gt;
 * &lt;number of logs&gt;
 * &lt;root over the bodies&gt;
 * log &lt;partition&gt; &lt;size&gt; &lt;root&gt; &lt;chain&gt;      for each
 * </pre>
 */
public record CombinedCheckpoint(String ledger, List<Checkpoint> logs) {
  private static final String LOG = "log ";

  public CombinedCheckpoint {
    logs = logs.stream().sorted(Comparator.comparingInt(Checkpoint::partition)).toList();
  }

  /**
   * @throws IllegalArgumentException it is none, or its root is not over the logs it names
   */
  public static CombinedCheckpoint parse(String text) {
    Checkpoint all = Checkpoint.parse(text);
    List<Checkpoint> logs = new ArrayList<>();
    for (String line : all.extensions()) {
      String[] parts = line.split(" ");
      if (!line.startsWith(LOG) || parts.length != 5) {
        throw new IllegalArgumentException("a combined checkpoint has a line for each log");
      }
      logs.add(
          Checkpoint.of(
              all.origin(),
              Integer.parseInt(parts[1]),
              Long.parseLong(parts[2]),
              Checkpoint.hash(parts[3]),
              Checkpoint.hash(parts[4])));
    }
    CombinedCheckpoint combined = new CombinedCheckpoint(all.origin(), logs);
    if (!combined.text().equals(text)) {
      throw new IllegalArgumentException("the combined checkpoint's root is not over its logs");
    }
    return combined;
  }

  public String text() {
    TreeEdge tree = new TreeEdge();
    List<String> lines = new ArrayList<>();
    for (Checkpoint log : logs) {
      try {
        tree.append(LedgerHashes.leaf(log.text().getBytes(UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e); // an edge alone does no I/O
      }
      lines.add(
          LOG
              + "%d %d %s %s"
                  .formatted(
                      log.partition(),
                      log.size(),
                      Checkpoint.base64(log.root()),
                      Checkpoint.base64(log.chain())));
    }
    return new Checkpoint(ledger, logs.size(), tree.root(), lines).text();
  }
}
