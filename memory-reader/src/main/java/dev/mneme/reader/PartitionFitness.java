package dev.mneme.reader;

import dev.mneme.reader.routing.Standing.Unfit;
import java.util.Optional;

/** Whether a partition's index on this instance may be trusted. */
@FunctionalInterface
interface PartitionFitness {

  /** Why it must not be read; empty when it may. */
  Optional<Unfit> unfit(int partition);
}
