package dev.mneme.writer.forgotten;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * When a forget is answered with 200 ({@code mneme.writer.forget.*}).
 *
 * @param patience how long its answer waits until nothing shows what was forgotten; 202 after that
 * @param legacy whether a reader may answer from the legacy layer; false only where there is none
 */
@ConfigurationProperties("mneme.writer.forget")
public record ForgetSettings(
    @Bindable(defaultValue = "2s") Duration patience,
    @Bindable(defaultValue = "true") boolean legacy) {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  public ForgetSettings {
    if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "MNEME_WRITER_FORGET_PATIENCE is " + patience + "; it must be from 0 to 30 seconds");
    }
  }
}
