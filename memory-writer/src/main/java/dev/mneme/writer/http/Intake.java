package dev.mneme.writer.http;

import dev.mneme.events.MemoryEvent;
import dev.mneme.shell.audit.http.AuditReceipt;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.http.TraceId;
import dev.mneme.tracing.TraceParent;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Verdict;
import dev.mneme.writer.body.Body;
import dev.mneme.writer.outcome.Ending;
import dev.mneme.writer.outcome.Endings;
import dev.mneme.writer.publish.EventLog;
import dev.mneme.writer.publish.EventLog.Appended;
import dev.mneme.writer.publish.LogUnavailableException;
import dev.mneme.writer.redact.MemoryRedaction;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an event in: admitted, redacted, put on the log, and for a while waited for. Raw text never
 * leaves this process. The rules hold for the redacted event too, because a placeholder may be
 * longer than what it replaces and the stage would refuse what was accepted here.
 */
@Singleton
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final Admission admission;
  private final MemoryRedaction redaction;
  private final EventLog log;
  private final Endings endings;
  private final Duration patience;

  Intake(
      Admission admission,
      MemoryRedaction redaction,
      EventLog log,
      Endings endings,
      EdgeSettings settings) {
    this.admission = admission;
    this.redaction = redaction;
    this.log = log;
    this.endings = endings;
    this.patience = settings.outcomePatience();
  }

  /**
   * @throws ApiProblem when the event is not accepted, the log is away, or the stage says no
   */
  Taken take(MemoryEvent raw, HttpRequest<?> request) {
    admit(raw);
    MemoryEvent redacted = redaction.redact(raw).event();
    admit(redacted);
    UUID receipt = EventIds.receipt(redacted);
    try (Endings.Expected expected = endings.expect(redacted.getEventId())) {
      Appended appended = append(redacted, TraceId.parent(request));
      AuditReceipt.give(request, receipt);
      Optional<Ending.Done> done =
          expected.within(patience).map(ending -> done(ending, receipt, appended));
      return new Taken(redacted.getEventId(), receipt, appended, done);
    }
  }

  private Appended append(MemoryEvent event, TraceParent parent) {
    try {
      return log.append(event, parent);
    } catch (LogUnavailableException e) {
      LOG.warn("event not accepted because={} traceId={}", e.getMessage(), parent.traceId());
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE,
          "the log does not take events now; try again with the same Idempotency-Key",
          TRY_AGAIN);
    }
  }

  private static Ending.Done done(Ending ending, UUID receipt, Appended appended) {
    return switch (ending) {
      case Ending.Done done -> done;
      case Ending.Conflict(UUID existing, String reason) -> {
        Map<String, String> details = details(receipt);
        details.put("reason", reason);
        if (existing != null) {
          details.put(
              reason.equals(Ending.DUPLICATE_CONTENT) ? "existing_id" : "memory_id",
              existing.toString());
        }
        throw ApiProblem.of(
            ErrorCode.CONFLICT, "this conflicts with what is there: " + reason, details);
      }
      case Ending.NotFound() ->
          throw ApiProblem.of(
              ErrorCode.NOT_FOUND, "the subject has no such memory", details(receipt));
      case Ending.Rejected() ->
          throw ApiProblem.of(
              ErrorCode.VALIDATION_ERROR,
              "the event was refused when it was processed; the dead letters say why",
              details(EventIds.refusal(appended.token())));
    };
  }

  private static Map<String, String> details(UUID receipt) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put(AuditReceipt.FIELD, receipt.toString());
    return details;
  }

  private void admit(MemoryEvent event) {
    if (admission.examine(event, event.getSubject())
        instanceof Verdict.Refused(String field, String problem)) {
      throw Body.wrong("$." + field.substring(field.indexOf('.') + 1), problem);
    }
  }
}
