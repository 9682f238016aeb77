package dev.mneme.writer.http;

import dev.mneme.events.MemoryEvent;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Verdict;
import dev.mneme.writer.publish.EventLog;
import dev.mneme.writer.publish.EventLog.Appended;
import dev.mneme.writer.publish.LogUnavailableException;
import dev.mneme.writer.redact.MemoryRedaction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an event in: admitted, redacted, then on the log. Raw text never leaves this process. The
 * rules hold for the redacted event too, because a placeholder may be longer than what it replaces
 * and the stage would refuse what was accepted here.
 */
@Singleton
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final Admission admission;
  private final MemoryRedaction redaction;
  private final EventLog log;

  Intake(Admission admission, MemoryRedaction redaction, EventLog log) {
    this.admission = admission;
    this.redaction = redaction;
    this.log = log;
  }

  /**
   * @throws ApiProblem when the event is not accepted, or the log is away
   */
  Appended take(MemoryEvent raw, String traceId) {
    admit(raw);
    MemoryEvent redacted = redaction.redact(raw).event();
    admit(redacted);
    try {
      return log.append(redacted, traceId);
    } catch (LogUnavailableException e) {
      LOG.warn("event not accepted because={} traceId={}", e.getMessage(), traceId);
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE,
          "the log does not take events now; try again with the same Idempotency-Key",
          TRY_AGAIN);
    }
  }

  private void admit(MemoryEvent event) {
    switch (admission.examine(event, event.getSubject())) {
      case Verdict.Accepted _ -> {}
      case Verdict.Refused(String path, String problem) -> {
        String field = path.substring(path.indexOf('.') + 1);
        throw ApiProblem.of(
            ErrorCode.VALIDATION_ERROR, field + " " + problem, Map.of("field", field));
      }
    }
  }
}
