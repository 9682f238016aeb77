package dev.mneme.reader.distill;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.KeyedHash;
import dev.mneme.reader.distill.Distills.Distilled;
import dev.mneme.reader.outcome.Reporter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes down that something was said about many, or refused: to whom, about which tenant's, and
 * what, as a keyed hash. It is about nobody, so it is kept under the hash of the tenant's family.
 */
public final class DistillAudit {

  private final KeyedHash hash;
  private final String instance;

  public DistillAudit(KeyedHash hash, String instance) {
    this.hash = hash;
    this.instance = instance;
  }

  /** Who asked what. */
  public record Asked(String family, String tenant, String client, String traceId) {}

  AuditEvent said(UUID id, Asked asked, Distilled said, Instant at) {
    return entry(id, asked, "success", null, hash.content(said.rows().toString()), at);
  }

  AuditEvent refused(UUID id, Asked asked, DistillRefused why, Instant at) {
    return entry(id, asked, "rejected", why.kind().label(), null, at);
  }

  private AuditEvent entry(
      UUID id,
      Asked asked,
      String result,
      @Nullable String reason,
      @Nullable String contentHash,
      Instant at) {
    return AuditEvent.newBuilder()
        .setEventId(id)
        .setOperation("distill")
        .setFamily(asked.family())
        .setResult(result)
        .setService(Reporter.SERVICE)
        .setInstance(instance)
        .setTenant(asked.tenant())
        .setSubjectHash(hash.subject(asked.tenant(), "family:" + asked.family()))
        .setContentHash(contentHash)
        .setActor(asked.client())
        .setReason(reason)
        .setTraceId(asked.traceId())
        .setAt(at)
        .build();
  }
}
