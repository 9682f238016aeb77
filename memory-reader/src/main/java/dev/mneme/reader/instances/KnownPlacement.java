package dev.mneme.reader.instances;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The placement that was last agreed on, as everything in this instance sees it. */
public final class KnownPlacement implements Instances {

  private final String name;
  private final int partitions;
  private volatile Optional<Placement> agreed = Optional.empty();

  /**
   * @param name of this instance
   * @param partitions how many the topics are laid out for
   */
  public KnownPlacement(String name, int partitions) {
    this.name = name;
    this.partitions = partitions;
  }

  /** The group has agreed on another one. */
  public void agreed(Placement placement) {
    agreed = Optional.of(placement);
  }

  public Placement placement() {
    return agreed.orElse(Placement.NONE);
  }

  /**
   * What this instance is to keep copies of; empty while nothing was agreed on.
   *
   * @throws IllegalStateException when the topic has another number of partitions than it was laid
   *     out for: memories of one subject would then be in two of them
   */
  public Optional<Set<Integer>> copies() {
    return agreed.map(
        placement -> {
          if (placement.partitions() != partitions) {
            throw new IllegalStateException(
                ("memory.records has %d partitions but was laid out for %d: the partition of a"
                        + " subject is no longer where its records are; put the topic back, or"
                        + " write it anew with as many partitions as the suite is built for")
                    .formatted(placement.partitions(), partitions));
          }
          return placement.copiesOf(name);
        });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Instance> ownerOf(int partition) {
    Placement now = placement();
    return now.of(partition).flatMap(share -> now.named(share.owner()));
  }

  @Override
  public List<Instance> standbysOf(int partition) {
    Placement now = placement();
    return now.of(partition).stream()
        .flatMap(share -> share.standbys().stream())
        .flatMap(standby -> now.named(standby).stream())
        .toList();
  }

  @Override
  public List<Instance> all() {
    return placement().instances();
  }
}
