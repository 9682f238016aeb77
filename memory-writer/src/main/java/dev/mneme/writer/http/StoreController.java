package dev.mneme.writer.http;

import dev.mneme.events.MemoryEvent;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.limit.InFlight;
import dev.mneme.writer.body.Body;
import dev.mneme.writer.body.BodyReader;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/{personal|cohort}/store}. */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StoreController {
  private final Intake intake;
  private final BodyReader bodies;
  private final InFlight inFlight;
  private final InstantSource clock;

  StoreController(Intake intake, BodyReader bodies, InFlight inFlight, InstantSource clock) {
    this.intake = intake;
    this.bodies = bodies;
    this.inFlight = inFlight;
    this.clock = clock;
  }

  /** Stores a memory of a person. */
  @Post("/personal/store")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = StoreBody.class)))
  @ApiResponse(responseCode = "201", description = "Stored", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Durable, and done in its turn",
      useReturnTypeSchema = true)
  HttpResponse<Stored> personal(
      HttpRequest<?> request,
      @io.micronaut.http.annotation.Body byte @Nullable [] body,
      @Header("Idempotency-Key") @Nullable String idempotencyKey) {
    return inFlight.within(
        () -> store(request, Family.PERSONAL, body, idempotencyKey, "/v1/personal/recall/"));
  }

  /** Stores a memory that counts among many and is never recalled. */
  @Post("/cohort/store")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = StoreBody.class)))
  @ApiResponse(responseCode = "201", description = "Stored", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Durable, and done in its turn",
      useReturnTypeSchema = true)
  HttpResponse<Stored> cohort(
      HttpRequest<?> request,
      @io.micronaut.http.annotation.Body byte @Nullable [] body,
      @Header("Idempotency-Key") @Nullable String idempotencyKey) {
    return inFlight.within(
        () -> store(request, Family.COHORT, body, idempotencyKey, "/v1/cohort/memories/"));
  }

  private HttpResponse<Stored> store(
      HttpRequest<?> request,
      Family family,
      byte @Nullable [] bytes,
      @Nullable String idempotencyKey,
      String at) {
    Body body = bodies.read(bytes);
    Addressed addressed = Addressed.in(body, request, family, Operation.STORE);
    Instant occurred = body.instant("occurred_at");
    UUID eventId = EventIds.of(addressed, idempotencyKey, family.label(), "store");
    MemoryEvent event =
        Envelope.of(addressed, eventId, occurred == null ? clock.instant() : occurred)
            .setStore(Memories.toStore(body, family))
            .build();
    Taken taken = intake.take(event, request);
    UUID id = EventIds.memory(event);
    return taken
        .answer(
            HttpStatus.CREATED,
            new Stored(
                id, taken.appended().at(), taken.receipt(), taken.appended().token().encode()))
        .header(HttpHeaders.LOCATION, at + id);
  }
}
