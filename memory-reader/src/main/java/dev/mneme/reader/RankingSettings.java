package dev.mneme.reader;

import dev.mneme.reader.recall.ranking.RankingPolicy;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What of the ranking is a matter of taste ({@code mneme.ranking.*}, {@code MNEME_RANKING_*}).
 *
 * @param diversity share of a memory's score that its likeness to those before it takes away
 */
@ConfigurationProperties("mneme.ranking")
record RankingSettings(@Bindable(defaultValue = "0.05") double diversity) {

  RankingSettings {
    if (!(diversity >= 0 && diversity <= 1)) {
      throw new IllegalArgumentException(
          "MNEME_RANKING_DIVERSITY is " + diversity + "; it must be from 0 to 1");
    }
  }

  RankingPolicy policy() {
    return RankingPolicy.DEFAULT.withDiversity(diversity);
  }
}
