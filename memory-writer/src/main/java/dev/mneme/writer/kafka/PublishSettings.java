package dev.mneme.writer.kafka;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How the HTTP edge appends to the log.
 *
 * @param mostAtOnce appends under way at once; more are refused with 503
 * @param patience longest wait for an acknowledgement
 */
@ConfigurationProperties("mneme.writer.publish")
public record PublishSettings(
    @Bindable(defaultValue = "256") int mostAtOnce,
    @Bindable(defaultValue = "4s") Duration patience) {
  public PublishSettings {
    if (mostAtOnce < 1) {
      throw new IllegalArgumentException(
          "mneme.writer.publish.most-at-once is " + mostAtOnce + "; it must be at least 1");
    }
    if (patience.compareTo(Duration.ofMillis(200)) < 0) {
      throw new IllegalArgumentException(
          "mneme.writer.publish.patience is " + patience + "; it must be at least 200 ms");
    }
  }
}
