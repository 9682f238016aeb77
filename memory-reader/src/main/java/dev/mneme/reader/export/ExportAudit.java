package dev.mneme.reader.export;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.KeyedHash;
import dev.mneme.reader.export.PreparedExport.Owner;
import dev.mneme.reader.outcome.Reporter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes down that memories of a person were given out, prepared or refused: to whom, not which.
 */
public final class ExportAudit {

  private final KeyedHash hash;
  private final String instance;

  public ExportAudit(KeyedHash hash, String instance) {
    this.hash = hash;
    this.instance = instance;
  }

  /**
   * @param result success or prepared; refusals have entries as those of every other request
   * @param reason the format it was given in
   */
  public AuditEvent of(
      UUID id, Owner owner, String result, @Nullable String reason, String traceId, Instant at) {
    return AuditEvent.newBuilder()
        .setEventId(id)
        .setOperation("export")
        .setFamily("personal")
        .setResult(result)
        .setService(Reporter.SERVICE)
        .setInstance(instance)
        .setTenant(owner.tenant())
        .setSubjectHash(hash.subject(owner.tenant(), owner.subject()))
        .setActor(owner.client())
        .setReason(reason)
        .setTraceId(traceId)
        .setAt(at)
        .build();
  }
}
