package dev.mneme.reader;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Vectors of memories and questions ({@code mneme.embeddings.*}, {@code MNEME_EMBEDDINGS_*}).
 *
 * @param enabled false: recall goes by words alone, and no model is loaded
 * @param queryBudget how long a recall waits for the vector of its question
 * @param remembered most questions whose vectors are kept
 */
@ConfigurationProperties("mneme.embeddings")
record EmbeddingSettings(
    @Bindable(defaultValue = "true") boolean enabled,
    @Bindable(defaultValue = "PT0.008S") Duration queryBudget,
    @Bindable(defaultValue = "2048") int remembered) {

  static final String ENABLED = "mneme.embeddings.enabled";

  EmbeddingSettings {
    if (!queryBudget.isPositive()) {
      throw new IllegalArgumentException(
          "MNEME_EMBEDDINGS_QUERY_BUDGET is " + queryBudget + "; it must be positive");
    }
    if (remembered < 1) {
      throw new IllegalArgumentException(
          "MNEME_EMBEDDINGS_REMEMBERED is " + remembered + "; it must be at least 1");
    }
  }
}
