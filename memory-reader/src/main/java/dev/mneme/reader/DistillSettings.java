package dev.mneme.reader;

import dev.mneme.reader.anonymity.Disclosures;
import dev.mneme.reader.anonymity.Floors;
import dev.mneme.reader.distill.DistillPolicy;
import dev.mneme.topics.Topics;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Questions about many ({@code mneme.reader.distill.*}, {@code MNEME_READER_DISTILL_*}).
 *
 * @param cohortFloor people behind each number about a cohort
 * @param populationFloor people behind each number about the population
 * @param personalInPopulation whether personal memories are part of the population
 * @param budget how long an answer may take
 * @param atOnce most questions under way; more are not let in
 * @param remember how long what was said is compared with what is asked
 * @param numbers most different numbers remembered of a tenant
 */
@Context // read at the start: a floor that is none must stop it
@ConfigurationProperties("mneme.reader.distill")
record DistillSettings(
    @Bindable(defaultValue = "5") int cohortFloor,
    @Bindable(defaultValue = "100") int populationFloor,
    @Bindable(defaultValue = "false") String personalInPopulation,
    @Bindable(defaultValue = "PT5S") Duration budget,
    @Bindable(defaultValue = "4") int atOnce,
    @Bindable(defaultValue = "PT24H") Duration remember,
    @Bindable(defaultValue = "4000") int numbers) {

  private static final int LARGEST_FLOOR = 1_000;
  private static final long MOST_BYTES = 8L * 1024 * 1024;
  private static final int PAIRS = 64;

  DistillSettings {
    requireFloor("COHORT", cohortFloor, Floors.LEAST_COHORT);
    requireFloor("POPULATION", populationFloor, Floors.LEAST_POPULATION);
    if (!personalInPopulation.equals("true") && !personalInPopulation.equals("false")) {
      throw new IllegalArgumentException(
          "MNEME_READER_DISTILL_PERSONAL_IN_POPULATION is '"
              + personalInPopulation
              + "'; it must be true or false");
    }
    requirePositive("BUDGET", budget.isPositive());
    requirePositive("AT_ONCE", atOnce > 0);
    Duration longest = Topics.DISCLOSURES.retention().orElseThrow();
    if (!remember.isPositive() || remember.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "MNEME_READER_DISTILL_REMEMBER is %s; it must be positive and not above %s, for which"
                  .formatted(remember, longest)
              + " the log keeps what was said");
    }
    requirePositive("NUMBERS", numbers > 0);
  }

  Floors floors() {
    return new Floors(cohortFloor, populationFloor);
  }

  DistillPolicy policy(Floors floors) {
    return new DistillPolicy(floors, floors(), personalInPopulation.equals("true"));
  }

  Disclosures.Limits limits() {
    return new Disclosures.Limits(remember, numbers, MOST_BYTES, PAIRS);
  }

  private static void requireFloor(String family, int floor, int least) {
    if (floor < least || floor > LARGEST_FLOOR) {
      throw new IllegalArgumentException(
          "MNEME_READER_DISTILL_%s_FLOOR is %d; it must be from %d to %d"
              .formatted(family, floor, least, LARGEST_FLOOR));
    }
  }

  private static void requirePositive(String name, boolean positive) {
    if (!positive) {
      throw new IllegalArgumentException(
          "MNEME_READER_DISTILL_" + name + " must be positive, and is not");
    }
  }
}
