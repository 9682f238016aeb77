package dev.mneme.reader.distill;

import dev.mneme.reader.anonymity.Floors;
import dev.mneme.reader.recall.RecallFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked.
 *
 * @param floors of people behind each number, in force now
 * @param configured floors of the server, whatever is in force
 * @param personalInPopulation whether the population is everybody's memories; else it is those that
 *     were given for a cohort
 */
public record DistillPolicy(Floors floors, Floors configured, boolean personalInPopulation) {

  private static final String COHORT = "cohort";
  private static final String PERSONAL = "personal";

  /**
   * @param family cohort or population
   * @param k how many people the caller asks for; a floor stays one
   */
  public DistillQuestion question(
      String family,
      String tenant,
      Aggregate aggregate,
      @Nullable Field field,
      @Nullable Bucket bucket,
      RecallFilter filter,
      double width,
      int k) {
    boolean cohort = family.equals(COHORT);
    int floor = cohort ? floors.cohort() : floors.population();
    int small = cohort ? configured.cohort() : configured.population();
    return new DistillQuestion(
        tenant,
        cohort || !personalInPopulation ? Set.of(COHORT) : Set.of(COHORT, PERSONAL),
        aggregate,
        field,
        bucket,
        filter,
        width,
        floor,
        small,
        Floors.raised(floor, k));
  }
}
