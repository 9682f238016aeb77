package dev.mneme.reader.distill;

import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.Records;
import dev.mneme.reader.recall.Records.Selection;
import dev.mneme.reader.routing.Standing.Unfit;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Reads the partitions of this instance. */
public final class LocalParts implements Parts {

  private final Records records;
  private final IntFunction<Optional<Unfit>> unfit;

  /**
   * @param unfit why a partition must not be read here; empty when it may
   */
  public LocalParts(Records records, IntFunction<Optional<Unfit>> unfit) {
    this.records = records;
    this.unfit = unfit;
  }

  @Override
  public Partial of(DistillQuestion question, Set<Integer> partitions, Duration within)
      throws DistillRefused {
    long deadline = System.nanoTime() + within.toNanos();
    Selection selection =
        new Selection(question.tenant(), null, question.families(), question.filter());
    Gathering gathering = new Gathering(question);
    for (int partition : partitions) {
      Optional<Unfit> why = unfit.apply(partition);
      if (why.isPresent()) {
        throw DistillRefused.unavailable(why.get().because());
      }
      try {
        records.each(
            partition,
            selection,
            Duration.ofNanos(Math.max(0, deadline - System.nanoTime())),
            gathering::add);
      } catch (LayerFailure e) {
        throw e.kind() == LayerFailure.Kind.TIMEOUT
            ? new DistillRefused(
                DistillRefused.Kind.TOO_LATE,
                "the memories could not be read in time: narrow the question",
                Duration.ofSeconds(1))
            : DistillRefused.failed();
      }
    }
    return gathering.build();
  }
}
