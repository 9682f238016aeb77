package dev.mneme.reader.distill;

import dev.mneme.reader.recall.RecallFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about the memories of a tenant.
 *
 * @param families of the memories it is about: {@code cohort}, {@code personal}
 * @param field null when memories are counted, whatever they have
 * @param bucket null when all times are one
 * @param width of the steps by which numbers are told apart in a distribution; 0 when each value
 *     stands for itself
 * @param floor how many people must stand behind a number, as the server has it now
 * @param small behind what is released fewer people than this are a violation, also while operators
 *     let it be said
 * @param k the same as the caller may have raised it
 */
public record DistillQuestion(
    String tenant,
    Set<String> families,
    Aggregate aggregate,
    @Nullable Field field,
    @Nullable Bucket bucket,
    RecallFilter filter,
    double width,
    int floor,
    int small,
    int k) {

  public DistillQuestion {
    families = Set.copyOf(families);
    if (aggregate.needsField() && field == null) {
      throw new IllegalArgumentException(aggregate.label() + " is of a field");
    }
    if (k < floor || floor < 1) {
      throw new IllegalArgumentException("a floor is raised, never lowered");
    }
  }
}
