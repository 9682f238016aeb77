package dev.mneme.writer.http;

import dev.mneme.events.ForgetMemory;
import dev.mneme.events.ForgetSession;
import dev.mneme.events.ForgetSubject;
import dev.mneme.events.MemoryEvent;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.limit.InFlight;
import dev.mneme.writer.admission.Limits;
import dev.mneme.writer.body.Body;
import dev.mneme.writer.forgotten.Unreadable;
import dev.mneme.writer.forgotten.Unreadable.Confirmation;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code DELETE /v1/personal/forget}: one memory by its id, those of a session, or all of a
 * subject. Never switched off: a deletion must reach. 200 says that nothing shows it any more;
 * until that is so, 202.
 */
@Controller("/v1/personal/forget")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ForgetController {
  private static final String FORGET = "forget";

  private final Intake intake;
  private final Unreadable unreadable;
  private final InFlight inFlight;
  private final InstantSource clock;

  ForgetController(Intake intake, Unreadable unreadable, InFlight inFlight, InstantSource clock) {
    this.intake = intake;
    this.unreadable = unreadable;
    this.inFlight = inFlight;
    this.clock = clock;
  }

  /** Forgets one memory. */
  @Delete("/{id}")
  @ApiResponse(
      responseCode = "200",
      description = "Nothing shows it any more",
      useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Durable; waits_for says who may still show it",
      useReturnTypeSchema = true)
  HttpResponse<Changed> one(
      HttpRequest<?> request,
      @PathVariable UUID id,
      @QueryValue @Nullable String subject,
      @QueryValue @Nullable String tenant,
      @QueryValue @Nullable String reason,
      @Header("Idempotency-Key") @Nullable String idempotencyKey) {
    return inFlight.within(
        () -> {
          requireShort("reason", reason);
          Addressed addressed = addressed(request, tenant, subject);
          UUID eventId = EventIds.of(addressed, idempotencyKey, FORGET, id.toString());
          MemoryEvent event =
              Envelope.of(addressed, eventId, clock.instant())
                  .setForget(new ForgetMemory(id, said(reason)))
                  .build();
          return answer(request, event, id);
        });
  }

  /** A subject is forgotten whole only when it is named: a forgotten parameter forgets nobody. */
  @Delete
  @ApiResponse(
      responseCode = "200",
      description = "Nothing shows it any more",
      useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Durable; waits_for says who may still show it",
      useReturnTypeSchema = true)
  HttpResponse<Changed> many(
      HttpRequest<?> request,
      @QueryValue @Nullable String session,
      @QueryValue @Nullable String conversation,
      @QueryValue @Nullable String subject,
      @QueryValue @Nullable String tenant,
      @QueryValue @Nullable String reason,
      @Header("Idempotency-Key") @Nullable String idempotencyKey) {
    return inFlight.within(
        () -> {
          requireShort("reason", reason);
          if (session == null) {
            if (conversation != null) {
              throw Body.wrong("session", "is missing: a conversation alone forgets nothing");
            }
            if (subject == null || subject.isBlank()) {
              throw Body.wrong("session", "is missing; name a session or a subject to forget");
            }
          } else {
            requireShort("session", session);
            if (session.isBlank()) {
              throw Body.wrong("session", "is empty");
            }
          }
          requireShort("conversation", conversation);
          Addressed addressed = addressed(request, tenant, subject);
          MemoryEvent.Builder event =
              Envelope.of(
                  addressed,
                  EventIds.of(
                      addressed,
                      idempotencyKey,
                      FORGET,
                      session == null ? "subject" : "session",
                      String.valueOf(conversation),
                      String.valueOf(session)),
                  clock.instant());
          return answer(
              request,
              session == null
                  ? event.setForgetSubject(new ForgetSubject(said(reason))).build()
                  : event
                      .setForgetSession(new ForgetSession(session, conversation, said(reason)))
                      .build(),
              null);
        });
  }

  private static Addressed addressed(
      HttpRequest<?> request, @Nullable String tenant, @Nullable String subject) {
    return Addressed.of(tenant, subject, request, Family.PERSONAL, Operation.FORGET);
  }

  private HttpResponse<Changed> answer(
      HttpRequest<?> request, MemoryEvent event, @Nullable UUID id) {
    Taken taken = intake.take(event, request);
    Changed changed = taken.changed(id);
    if (taken.done().isEmpty()) {
      return taken.answer(HttpStatus.OK, changed);
    }
    return switch (unreadable.of(taken.appended().token())) {
      case Confirmation.Confirmed() -> HttpResponse.ok(changed);
      case Confirmation.Unconfirmed(String waitsFor) ->
          HttpResponse.<Changed>status(HttpStatus.ACCEPTED).body(changed.waitingFor(waitsFor));
    };
  }

  private static String said(@Nullable String reason) {
    return reason == null ? "" : reason;
  }

  private static void requireShort(String field, @Nullable String value) {
    if (value != null && value.length() > Limits.STANDARD.name()) {
      throw Body.wrong(field, "is longer than " + Limits.STANDARD.name() + " characters");
    }
  }
}
