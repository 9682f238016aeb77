package dev.mneme.writer.http;

import dev.mneme.events.ForgetMemory;
import dev.mneme.events.MemoryEvent;
import dev.mneme.shell.http.TraceId;
import dev.mneme.writer.publish.EventLog.Appended;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code DELETE /v1/personal/forget/{id}}. Accepted even when there is no such memory: whether
 * there is one is only known to those who follow the log.
 */
@Controller("/v1/personal")
final class ForgetController {
  private static final String SOURCE = "memory-writer";

  private final Intake intake;
  private final InstantSource clock;

  ForgetController(Intake intake, InstantSource clock) {
    this.intake = intake;
    this.clock = clock;
  }

  @Delete("/forget/{id}")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<Forgotten> forget(
      HttpRequest<?> request,
      @PathVariable UUID id,
      @QueryValue @Nullable String subject,
      @QueryValue(defaultValue = Defaults.TENANT) String tenant,
      @QueryValue(defaultValue = "") String reason,
      @Header("Idempotency-Key") @Nullable String idempotencyKey) {
    String of = subject == null ? "" : subject;
    MemoryEvent event =
        MemoryEvent.newBuilder()
            .setEventId(EventIds.of(tenant, of, idempotencyKey))
            .setTenant(tenant)
            .setSubject(of)
            .setOccurredAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .setSource(SOURCE)
            .setForget(new ForgetMemory(id, reason))
            .build();
    Appended appended = intake.take(event, TraceId.current(request));
    UUID receipt = EventIds.receipt(tenant, of, event.getEventId());
    return HttpResponse.accepted().body(new Forgotten(id, receipt, appended.token().encode()));
  }
}
