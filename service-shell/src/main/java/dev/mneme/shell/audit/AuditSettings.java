package dev.mneme.shell.audit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What an instance keeps of its own entries of the audit.
 *
 * @param refusalsPerSecond refusals that get an entry each; more are counted
 * @param spoolBytes most bytes of entries that wait on this machine's disk for the broker
 */
@ConfigurationProperties("mneme.audit.own")
public record AuditSettings(
    @Bindable(defaultValue = "20") int refusalsPerSecond,
    @Bindable(defaultValue = "67108864") long spoolBytes) {

  private static final long LEAST_BYTES = 1L << 20;

  public AuditSettings {
    if (refusalsPerSecond < 0) {
      throw new IllegalArgumentException(
          "MNEME_AUDIT_OWN_REFUSALS_PER_SECOND is "
              + refusalsPerSecond
              + "; it must not be negative");
    }
    if (spoolBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "MNEME_AUDIT_OWN_SPOOL_BYTES is " + spoolBytes + "; it must be at least " + LEAST_BYTES);
    }
  }
}
