package dev.mneme.reader;

import dev.mneme.reader.answer.TimeBudget;
import dev.mneme.reader.recall.lucene.IndexPolicy;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How the reader works ({@code mneme.reader.*}, {@code MNEME_READER_*}).
 *
 * @param layerBudget how long one layer may take for a recall
 * @param recallBudget how long all layers together may take for a recall
 * @param probeBudget how long the probe of a layer may take
 * @param inFlight most calls in one layer at once; more are not let in
 * @param refresh time until a record is visible in the index
 * @param commit time until a record is durable in the index
 * @param indexTrust age from which an index is rebuilt from the log instead of carried on
 * @param reports most outcomes and audit events that wait to be sent
 * @param outcomeLinger how long successes wait to be reported together; zero reports each by itself
 * @param slowCall a call to a layer that took longer is reported as slow
 */
@ConfigurationProperties("mneme.reader")
record ReaderSettings(
    @Bindable(defaultValue = "PT0.1S") Duration layerBudget,
    @Bindable(defaultValue = "PT0.25S") Duration recallBudget,
    @Bindable(defaultValue = "PT0.15S") Duration probeBudget,
    @Bindable(defaultValue = "64") int inFlight,
    @Bindable(defaultValue = "PT0.01S") Duration refresh,
    @Bindable(defaultValue = "PT2S") Duration commit,
    @Bindable(defaultValue = "PT12H") Duration indexTrust,
    @Bindable(defaultValue = "2048") int reports,
    @Bindable(defaultValue = "PT0.005S") Duration outcomeLinger,
    @Bindable(defaultValue = "PT0.05S") Duration slowCall) {

  /** Far below the time after which the guard forgets failures. */
  private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);

  ReaderSettings {
    requirePositive("MNEME_READER_LAYER_BUDGET", layerBudget);
    requirePositive("MNEME_READER_PROBE_BUDGET", probeBudget);
    requirePositive("MNEME_READER_REFRESH", refresh);
    requirePositive("MNEME_READER_COMMIT", commit);
    requirePositive("MNEME_READER_INDEX_TRUST", indexTrust);
    requirePositive("MNEME_READER_IN_FLIGHT", inFlight);
    requirePositive("MNEME_READER_REPORTS", reports);
    requirePositive("MNEME_READER_SLOW_CALL", slowCall);
    if (outcomeLinger.isNegative() || outcomeLinger.compareTo(LONGEST_LINGER) > 0) {
      throw new IllegalArgumentException(
          "MNEME_READER_OUTCOME_LINGER is %s; it must be from 0 to %s"
              .formatted(outcomeLinger, LONGEST_LINGER));
    }
    if (layerBudget.compareTo(recallBudget) > 0) {
      throw new IllegalArgumentException(
          "MNEME_READER_RECALL_BUDGET is %s; it must not be below the layer budget %s"
              .formatted(recallBudget, layerBudget));
    }
  }

  TimeBudget budget() {
    return new TimeBudget(layerBudget, recallBudget);
  }

  IndexPolicy indexPolicy() {
    return new IndexPolicy(refresh, commit, indexTrust);
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be positive");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
    }
  }
}
