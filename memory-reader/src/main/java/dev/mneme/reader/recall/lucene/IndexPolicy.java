package dev.mneme.reader.recall.lucene;

import java.time.Duration;

/**
 * @param refresh longest time until a change is visible, beyond the refresh itself
 * @param commit longest time until a change is durable; what is not is read from the log again
 * @param trust longest age of an index that is carried on instead of rebuilt; less than the time
 *     for which the log keeps tombstones
 */
public record IndexPolicy(Duration refresh, Duration commit, Duration trust) {

  public IndexPolicy {
    if (!refresh.isPositive() || !commit.isPositive() || !trust.isPositive()) {
      throw new IllegalArgumentException("refresh, commit and trust must be positive");
    }
  }
}
