package dev.mneme.reader;

import dev.mneme.reader.export.ExportLimits;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * What is given out whole ({@code mneme.reader.export.*}, {@code MNEME_READER_EXPORT_*}).
 *
 * @param atOnce memories that are the answer itself; more are prepared
 * @param largest memories of one export
 * @param kept exports prepared at once; more are refused
 * @param ofOwner of one subject and client among them
 * @param lifetime how long a prepared export can be fetched
 * @param budget how long it may take to find the memories of one person
 */
@Context // read at the start
@ConfigurationProperties("mneme.reader.export")
record ExportSettings(
    @Bindable(defaultValue = "1000") int atOnce,
    @Bindable(defaultValue = "200000") int largest,
    @Bindable(defaultValue = "16") int kept,
    @Bindable(defaultValue = "2") int ofOwner,
    @Bindable(defaultValue = "PT1H") Duration lifetime,
    @Bindable(defaultValue = "PT10S") Duration budget) {

  ExportSettings {
    requirePositive("AT_ONCE", atOnce > 0);
    requirePositive("LARGEST", largest > 0);
    requirePositive("KEPT", kept > 0);
    requirePositive("OF_OWNER", ofOwner > 0);
    requirePositive("LIFETIME", lifetime.isPositive());
    requirePositive("BUDGET", budget.isPositive());
  }

  ExportLimits limits() {
    return new ExportLimits(atOnce, largest, kept, ofOwner, lifetime);
  }

  private static void requirePositive(String name, boolean positive) {
    if (!positive) {
      throw new IllegalArgumentException(
          "MNEME_READER_EXPORT_" + name + " must be positive, and is not");
    }
  }
}
