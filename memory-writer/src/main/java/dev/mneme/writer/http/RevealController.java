package dev.mneme.writer.http;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.KeyedHash;
import dev.mneme.redaction.RedactionKey;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.audit.AuditTrail;
import dev.mneme.shell.audit.http.AuditReceipt;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.http.TraceId;
import dev.mneme.shell.limit.InFlight;
import dev.mneme.writer.body.Body;
import dev.mneme.writer.body.BodyReader;
import dev.mneme.writer.publish.AuditLog;
import dev.mneme.writer.publish.LogUnavailableException;
import dev.mneme.writer.redact.MemoryRedaction;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/personal/reveal}: what a reversible placeholder stands for. That somebody asked
 * is in the audit, durably, before anything is answered, and so is that nothing was found.
 */
@Controller("/v1/personal/reveal")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RevealController {
  private static final int LONGEST_TOKEN = 50_000;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final Optional<RedactionKey> key;
  private final MemoryRedaction redaction;
  private final AuditLog audit;
  private final AuditTrail trail;
  private final KeyedHash hash;
  private final BodyReader bodies;
  private final InFlight inFlight;
  private final InstantSource clock;
  private final String service;
  private final String instance;

  RevealController(
      Optional<RedactionKey> key,
      MemoryRedaction redaction,
      AuditLog audit,
      AuditTrail trail,
      KeyedHash hash,
      BodyReader bodies,
      InFlight inFlight,
      InstantSource clock,
      Surroundings surroundings,
      @Value("${micronaut.application.name}") String service) {
    this.key = key;
    this.redaction = redaction;
    this.audit = audit;
    this.trail = trail;
    this.hash = hash;
    this.bodies = bodies;
    this.inFlight = inFlight;
    this.clock = clock;
    this.service = service;
    this.instance = surroundings.instanceOf(service);
  }

  /** What was behind the placeholder. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Revealed(String value, UUID auditReceiptId) {}

  /** Reveals what a reversible placeholder stands for; that it was asked is in the audit first. */
  @Post
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RevealBody.class)))
  @Status(io.micronaut.http.HttpStatus.OK)
  Revealed reveal(
      HttpRequest<?> request, @io.micronaut.http.annotation.Body byte @Nullable [] bytes) {
    return inFlight.within(() -> reveal(request, bodies.read(bytes)));
  }

  private Revealed reveal(HttpRequest<?> request, Body body) {
    Addressed addressed = Addressed.in(body, request, Family.PERSONAL, Operation.REVEAL);
    String token = body.requiredText("token", LONGEST_TOKEN);
    String reason = redaction.redact(Memories.reason(body));
    RedactionKey opener =
        key.orElseThrow(
            () ->
                ApiProblem.of(
                    ErrorCode.NOT_FOUND, "nothing is reversible here: no redaction key is set"));
    Optional<String> revealed = opener.reveal(token);
    UUID receipt = UUID.randomUUID();
    AuditReceipt.give(request, receipt);
    account(addressed, receipt, token, reason, revealed.isPresent(), TraceId.current(request));
    return new Revealed(
        revealed.orElseThrow(
            () ->
                ApiProblem.of(
                    ErrorCode.NOT_FOUND,
                    "the token is none that this key has sealed",
                    Map.of("field", "$.token", AuditReceipt.FIELD, receipt.toString()))),
        receipt);
  }

  private void account(
      Addressed addressed,
      UUID receipt,
      String token,
      String reason,
      boolean found,
      String traceId) {
    AuditEvent entry =
        AuditEvent.newBuilder()
            .setEventId(receipt)
            .setOperation(Operation.REVEAL.label())
            .setFamily(Family.PERSONAL.label())
            .setResult(found ? "success" : "not_found")
            .setService(service)
            .setInstance(instance)
            .setTenant(addressed.tenant())
            .setSubjectHash(hash.subject(addressed.tenant(), addressed.subject()))
            .setContentHash(hash.content(token))
            .setActor(addressed.caller().client())
            .setReason(reason.isBlank() ? null : reason)
            .setTraceId(traceId)
            .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .build();
    try {
      audit.append(entry);
    } catch (LogUnavailableException e) {
      // it may be there all the same: that it says more was revealed than was is the safe side
      trail.hand(entry, AuditTrail.About.PERSON);
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE,
          "nothing is revealed that cannot be accounted for; try again",
          TRY_AGAIN);
    }
  }
}
