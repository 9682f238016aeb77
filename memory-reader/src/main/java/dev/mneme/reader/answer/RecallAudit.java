package dev.mneme.reader.answer;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.KeyedHash;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes down that a recall took place: of whom, whether as it should be, and which memories it
 * gave out, as a keyed hash of their ids in order. The question itself stays unsaid.
 */
public final class RecallAudit {

  private final KeyedHash hash;
  private final String instance;

  public RecallAudit(KeyedHash hash, String instance) {
    this.hash = hash;
    this.instance = instance;
  }

  /**
   * @param id of the entry, which is the receipt id of the answer
   * @param client the application that asked
   */
  public AuditEvent of(
      UUID id, RecallQuery query, Answer answer, String client, String traceId, Instant at) {
    return AuditEvent.newBuilder()
        .setEventId(id)
        .setOperation("recall")
        .setFamily("personal")
        .setResult(answer.degradation() == null ? "success" : "degraded")
        .setService(Reporter.SERVICE)
        .setInstance(instance)
        .setTenant(query.tenant())
        .setSubjectHash(hash.subject(query.tenant(), query.subject()))
        .setContentHash(contentHash(answer))
        .setMemoryId(query instanceof RecallQuery.ById(_, _, UUID memory) ? memory : null)
        .setActor(client)
        .setReason(answer.degradation() == null ? null : answer.degradation().reason())
        .setTraceId(traceId)
        .setAt(at.truncatedTo(ChronoUnit.MILLIS))
        .setAffected(answer.memories().size())
        .build();
  }

  private @Nullable String contentHash(Answer answer) {
    return answer.memories().isEmpty()
        ? null
        : hash.content(
            answer.memories().stream()
                .map(RecalledMemory::id)
                .map(UUID::toString)
                .collect(Collectors.joining("\n")));
  }
}
