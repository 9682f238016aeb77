package dev.mneme.follower;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far a follower is.
 *
 * @param assigned whether the group has given this instance its partitions
 * @param partitions those it has, by number
 * @param failure why it stopped for good, if it did
 */
public record FollowerStatus(
    boolean assigned, List<PartitionStatus> partitions, Optional<String> failure) {

  /**
   * One partition.
   *
   * @param next offset wanted next
   * @param end end offset last seen, or -1 before it was
   * @param caughtUp whether the end was reached at least once since the partition was given
   * @param withheld whether it was forbidden to write it, and the end was not reached since
   * @param waiting why it is paused, if it is
   */
  public record PartitionStatus(
      int partition,
      long next,
      long end,
      boolean caughtUp,
      boolean withheld,
      Optional<String> waiting) {

    /** Of one that nobody has forbidden to write. */
    public PartitionStatus(
        int partition, long next, long end, boolean caughtUp, Optional<String> waiting) {
      this(partition, next, end, caughtUp, false, waiting);
    }

    public long lag() {
      return Math.max(0, end - next);
    }
  }

  public FollowerStatus {
    partitions =
        partitions.stream().sorted(Comparator.comparingInt(PartitionStatus::partition)).toList();
  }

  /** Given partitions, failed nowhere, and has been at the end of each. */
  public boolean caughtUp() {
    return assigned && failure.isEmpty() && partitions.stream().allMatch(PartitionStatus::caughtUp);
  }

  /** One sentence for a readiness check. */
  public String describe() {
    if (failure.isPresent()) {
      return "stopped: " + failure.get();
    }
    if (!assigned) {
      return "waiting for partitions";
    }
    Optional<String> waiting = partitions.stream().flatMap(p -> p.waiting().stream()).findFirst();
    long behind = partitions.stream().mapToLong(PartitionStatus::lag).sum();
    return waiting.map(w -> w + ", ").orElse("")
        + partitions.size()
        + " partitions, "
        + behind
        + " records behind";
  }
}
