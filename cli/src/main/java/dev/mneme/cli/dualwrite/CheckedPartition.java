package dev.mneme.cli.dualwrite;

import java.util.ArrayList;
import java.util.List;

/**
 * What was seen of one partition.
 *
 * @param position where PostgreSQL stood: everything before it was compared
 * @param behind offsets that PostgreSQL had still before it
 * @param pending memories that changed after the position, which are not compared
 * @param unreadable records of the log that are no memories, which no layer takes
 * @param contents of how many memories the contents were compared
 */
public record CheckedPartition(
    int partition,
    long position,
    long behind,
    long pending,
    long unreadable,
    long contents,
    Side log,
    Side legacy,
    List<Bucket> differing) {

  /** One layer in numbers. */
  public record Side(long count, String digest) {}

  /** A bucket of subjects in which the layers differ. */
  public record Bucket(int bucket, Side log, Side legacy) {}

  public CheckedPartition {
    differing = List.copyOf(differing);
  }

  static CheckedPartition of(
      int partition, LogPartition log, Counts counts, Tally inLog, Tally inLegacy) {
    List<Bucket> differing = new ArrayList<>();
    for (int b = 0; b < Tally.BUCKETS; b++) {
      if (inLog.count(b) != inLegacy.count(b) || inLog.digest(b) != inLegacy.digest(b)) {
        differing.add(
            new Bucket(
                b,
                side(inLog.count(b), inLog.digest(b)),
                side(inLegacy.count(b), inLegacy.digest(b))));
      }
    }
    return new CheckedPartition(
        partition,
        log.position(),
        Math.max(0, log.end() - log.position()),
        counts.pending,
        counts.unreadable,
        counts.contents,
        side(inLog.count(), inLog.digest()),
        side(inLegacy.count(), inLegacy.digest()),
        differing);
  }

  private static Side side(long count, long digest) {
    return new Side(count, "%016x".formatted(digest));
  }

  /** What is counted on the way. */
  static final class Counts {
    long pending;
    long unreadable;
    long contents;
  }
}
