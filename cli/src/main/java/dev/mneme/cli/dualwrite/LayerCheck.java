package dev.mneme.cli.dualwrite;

import dev.mneme.events.MemoryRecord;
import dev.mneme.serde.AvroCodec;
import dev.mneme.topics.Topics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Compares the log with the rows, partition by partition, at the position PostgreSQL stood at when
 * the check began. What is written meanwhile is after that position and does not disturb it.
 *
 * <p>Memory is bounded by the keys held at a time; a partition that may have more is read in
 * several passes, and of the differences only the first are listed.
 *
 * @see <a href="../../../../../../../../docs/dual-write.md">dual-write.md</a>
 */
public final class LayerCheck {

  private final Consumer<byte[], byte[]> consumer;
  private final AvroCodec<MemoryRecord> codec;
  private final Extent extent;
  private final int keysHeld;
  private final int listed;
  private final List<Difference> differences = new ArrayList<>();
  private long found;

  /**
   * What the check found.
   *
   * @param differences the first of them, by partition
   * @param found how many there are
   */
  public record Result(
      List<CheckedPartition> partitions, List<Difference> differences, long found) {

    public Result {
      partitions = List.copyOf(partitions);
      differences = List.copyOf(differences);
    }

    public boolean equal() {
      return found == 0;
    }
  }

  /**
   * @param consumer of committed records only
   * @param keysHeld most keys in memory at a time
   * @param listed most differences to name; all are counted
   */
  public LayerCheck(
      Consumer<byte[], byte[]> consumer,
      AvroCodec<MemoryRecord> codec,
      Extent extent,
      int keysHeld,
      int listed) {
    if (keysHeld < 1) {
      throw new IllegalArgumentException("at least one key must be held, not " + keysHeld);
    }
    this.consumer = consumer;
    this.codec = codec;
    this.extent = extent;
    this.keysHeld = keysHeld;
    this.listed = listed;
  }

  /**
   * @param done told the number of each partition that was compared
   */
  public Result run(String jdbcUrl, String user, String password, IntConsumer done)
      throws SQLException, CannotCheckException {
    int partitions = consumer.partitionsFor(Topics.RECORDS.name()).size();
    List<CheckedPartition> checked = new ArrayList<>();
    try (LegacySnapshot legacy = new LegacySnapshot(jdbcUrl, user, password)) {
      for (int partition = 0; partition < partitions; partition++) {
        checked.add(check(legacy, partition));
        done.accept(partition);
      }
      legacy.strays(partitions, (key, offset, _) -> note(new Difference.Extra(-1, key)));
    }
    return new Result(checked, differences, found);
  }

  private CheckedPartition check(LegacySnapshot legacy, int partition)
      throws SQLException, CannotCheckException {
    LogPartition log =
        new LogPartition(
            consumer,
            codec,
            new TopicPartition(Topics.RECORDS.name(), partition),
            legacy.position(partition));
    Predicate<String> withContents = extent.among(legacy.count(partition));
    CheckedPartition.Counts counts = new CheckedPartition.Counts();
    Tally inLog = new Tally();
    Tally inLegacy = new Tally();
    int slices = Slice.count(log.mostKeys(), keysHeld);
    for (int slice = 0; slice < slices; slice++) {
      Slice part = new Slice(slice, slices);
      LogPartition.Folded folded = log.fold(part, withContents);
      counts.pending += folded.pending().size();
      counts.unreadable += folded.unreadable();
      folded.memories().keySet().removeAll(folded.pending());
      folded.memories().forEach((key, e) -> inLog.add(key, e.offset(), digest(e.contents())));
      legacy.rows(
          partition,
          extent instanceof Extent.Full,
          (key, offset, contents) -> {
            if (part.has(key) && !folded.pending().contains(key)) {
              compare(
                  legacy, partition, folded, withContents, counts, inLegacy, key, offset, contents);
            }
          });
      folded.memories().keySet().forEach(key -> note(new Difference.Missing(partition, key)));
    }
    return CheckedPartition.of(partition, log, counts, inLog, inLegacy);
  }

  private void compare(
      LegacySnapshot legacy,
      int partition,
      LogPartition.Folded folded,
      Predicate<String> withContents,
      CheckedPartition.Counts counts,
      Tally inLegacy,
      String key,
      long offset,
      @Nullable Fingerprint given)
      throws SQLException {
    LogPartition.Entry entry = folded.memories().remove(key);
    Fingerprint contents = given == null && withContents.test(key) ? legacy.contents(key) : given;
    inLegacy.add(key, offset, digest(contents));
    if (entry == null) {
      note(new Difference.Extra(partition, key));
      return;
    }
    List<String> fields = new ArrayList<>();
    if (entry.offset() != offset) {
      fields.add("position");
    }
    if (entry.contents() != null && contents != null) {
      counts.contents++;
      fields.addAll(entry.contents().differencesTo(contents));
    }
    if (!fields.isEmpty()) {
      note(new Difference.Changed(partition, key, fields));
    }
  }

  private static long digest(@Nullable Fingerprint contents) {
    return contents == null ? 0 : contents.digest();
  }

  private void note(Difference difference) {
    found++;
    if (differences.size() < listed) {
      differences.add(difference);
    }
  }
}
