package dev.mneme.shell.slo;

import dev.mneme.shell.auth.Operation;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * What is promised of each operation ({@code mneme.slo.*}, {@code MNEME_SLO_*}): 99 of 100 requests
 * take no longer. And what happens when more than half of them do.
 *
 * @param edit of changes to a memory, which go the way of a store
 * @param reveal of opening a placeholder
 * @param leastRequests a minute with fewer decides nothing
 * @param mostViolations percent of the requests of a minute
 * @param openFor how long a breaker stays open before it lets a few in
 * @param trials how many it lets in then
 */
@Context // read at the start: a malformed promise must stop it
@ConfigurationProperties("mneme.slo")
public record SloSettings(
    @Bindable(defaultValue = "500ms") Duration store,
    @Bindable(defaultValue = "500ms") Duration edit,
    @Bindable(defaultValue = "1s") Duration recall,
    @Bindable(defaultValue = "5s") Duration distill,
    @Bindable(defaultValue = "500ms") Duration forget,
    @Bindable(defaultValue = "10s") Duration export,
    @Bindable(defaultValue = "500ms") Duration reveal,
    @Bindable(defaultValue = "10") int leastRequests,
    @Bindable(defaultValue = "50") int mostViolations,
    @Bindable(defaultValue = "10s") Duration openFor,
    @Bindable(defaultValue = "5") int trials) {

  /** What did not end in this time is given up as a trial; above every promise there may be. */
  private static final Duration TRIAL_PATIENCE = Duration.ofMinutes(1);

  public SloSettings {
    requirePositive("STORE", store);
    requirePositive("EDIT", edit);
    requirePositive("RECALL", recall);
    requirePositive("DISTILL", distill);
    requirePositive("FORGET", forget);
    requirePositive("EXPORT", export);
    requirePositive("REVEAL", reveal);
    requirePositive("OPEN_FOR", openFor);
    require(leastRequests >= 1, "LEAST_REQUESTS", leastRequests, "at least 1");
    require(
        mostViolations >= 0 && mostViolations < 100,
        "MOST_VIOLATIONS",
        mostViolations,
        "a percentage from 0 to 99");
    require(trials >= 1, "TRIALS", trials, "at least 1");
  }

  public Duration of(Operation operation) {
    return switch (operation) {
      case STORE -> store;
      case EDIT -> edit;
      case RECALL -> recall;
      case DISTILL -> distill;
      case FORGET -> forget;
      case EXPORT -> export;
      case REVEAL -> reveal;
    };
  }

  BreakerPolicy toPolicy() {
    return new BreakerPolicy(leastRequests, mostViolations, openFor, trials, TRIAL_PATIENCE);
  }

  private static void requirePositive(String name, Duration value) {
    require(
        value.isPositive() && value.compareTo(TRIAL_PATIENCE) <= 0,
        name,
        value,
        "more than nothing and at most a minute");
  }

  private static void require(boolean holds, String name, Object value, String form) {
    if (!holds) {
      throw new IllegalArgumentException(
          "MNEME_SLO_" + name + " is " + value + "; it must be " + form);
    }
  }
}
