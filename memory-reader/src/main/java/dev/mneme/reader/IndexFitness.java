package dev.mneme.reader;

import dev.mneme.follower.FollowerStatus;
import dev.mneme.follower.FollowerStatus.PartitionStatus;
import dev.mneme.reader.routing.Standing.Unfit;
import java.util.Optional;

/**
 * Whether the index of a partition may be trusted. One that has not been at the end of the log
 * since it was opened, or since it was forbidden to write it, may still hold what was forgotten
 * meanwhile.
 */
final class IndexFitness {

  private IndexFitness() {}

  /** Why the partition's index must not be read; empty when it may. */
  static Optional<Unfit> unfit(FollowerStatus status, int partition) {
    if (status.failure().isPresent()) {
      return Optional.of(new Unfit("index_stopped", "the index no longer follows the log"));
    }
    Optional<PartitionStatus> followed =
        status.partitions().stream().filter(p -> p.partition() == partition).findFirst();
    if (followed.isEmpty()) {
      return Optional.of(
          new Unfit(
              "partition_elsewhere",
              "the subject's partition is on another instance, and none that has it answered"));
    }
    if (followed.get().withheld()) {
      return Optional.of(
          new Unfit(
              "catching_up",
              "the index was not written while the layer was off, and has not caught up yet"));
    }
    return followed.get().caughtUp()
        ? Optional.empty()
        : Optional.of(new Unfit("catching_up", "the index has not caught up with the log yet"));
  }
}
