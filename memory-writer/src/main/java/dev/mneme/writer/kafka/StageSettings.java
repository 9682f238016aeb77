package dev.mneme.writer.kafka;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How the stream stage runs.
 *
 * @param applicationId name of the stage on the broker; group, transactions and changelogs carry it
 * @param threads threads of this instance; while one waits for its transaction another works; more
 *     than partitions stay idle
 * @param commitInterval how often a transaction ends; readers see nothing before
 * @param standbys warm copies of the state on other instances
 * @param sessionTimeout how long an instance may be silent; the broker permits no less than
 *     group.min.session.timeout.ms
 */
@ConfigurationProperties("mneme.writer.stage")
public record StageSettings(
    @Bindable(defaultValue = "memory-writer") String applicationId,
    @Bindable(defaultValue = "2") int threads,
    @Bindable(defaultValue = "10ms") Duration commitInterval,
    @Bindable(defaultValue = "0") int standbys,
    @Bindable(defaultValue = "6s") Duration sessionTimeout) {
  public StageSettings {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "mneme.writer.stage.threads is " + threads + "; it must be at least 1");
    }
    if (commitInterval.isNegative() || commitInterval.isZero()) {
      throw new IllegalArgumentException(
          "mneme.writer.stage.commit-interval is " + commitInterval + "; it must be positive");
    }
  }
}
