package dev.mneme.writer.http;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MergeMemories;
import dev.mneme.events.TransitionMemory;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.limit.InFlight;
import dev.mneme.writer.body.Body;
import dev.mneme.writer.body.BodyReader;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code /v1/personal/memories/{id}}: edit, promote, deprecate, merge. */
@Controller("/v1/personal/memories/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MemoryController {
  private static final Set<String> STRATEGIES = Set.of("keep_target", "keep_source", "combine");
  private static final int LONGEST_WORD = 32;

  private final Intake intake;
  private final BodyReader bodies;
  private final InFlight inFlight;
  private final InstantSource clock;

  MemoryController(Intake intake, BodyReader bodies, InFlight inFlight, InstantSource clock) {
    this.intake = intake;
    this.bodies = bodies;
    this.inFlight = inFlight;
    this.clock = clock;
  }

  /** Changes what is named of a memory. */
  @Patch
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = EditBody.class)))
  @ApiResponse(responseCode = "200", description = "Done", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Durable, and done in its turn",
      useReturnTypeSchema = true)
  HttpResponse<Changed> edit(
      HttpRequest<?> request,
      @PathVariable UUID id,
      @io.micronaut.http.annotation.Body byte @Nullable [] body,
      @Header("Idempotency-Key") @Nullable String key) {
    return inFlight.within(
        () ->
            change(
                request,
                id,
                bodies.read(body),
                key,
                "edit",
                (said, event) -> event.setEdit(Memories.toEdit(said, id))));
  }

  /** Promotes a memory: candidate to active, active to stable. */
  @Post("/promote")
  @RequestBody(
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = TransitionBody.class)))
  @ApiResponse(responseCode = "200", description = "Done", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Durable, and done in its turn",
      useReturnTypeSchema = true)
  HttpResponse<Changed> promote(
      HttpRequest<?> request,
      @PathVariable UUID id,
      @io.micronaut.http.annotation.Body byte @Nullable [] body,
      @Header("Idempotency-Key") @Nullable String key) {
    return transition(request, id, body, key, "promote");
  }

  /** Deprecates a memory, whatever its status. */
  @Post("/deprecate")
  @RequestBody(
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = TransitionBody.class)))
  @ApiResponse(responseCode = "200", description = "Done", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Durable, and done in its turn",
      useReturnTypeSchema = true)
  HttpResponse<Changed> deprecate(
      HttpRequest<?> request,
      @PathVariable UUID id,
      @io.micronaut.http.annotation.Body byte @Nullable [] body,
      @Header("Idempotency-Key") @Nullable String key) {
    return transition(request, id, body, key, "deprecate");
  }

  /** The memory of the path stays; the source goes into it. */
  @Post("/merge")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = MergeBody.class)))
  @ApiResponse(responseCode = "200", description = "Done", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "202",
      description = "Durable, and done in its turn",
      useReturnTypeSchema = true)
  HttpResponse<Changed> merge(
      HttpRequest<?> request,
      @PathVariable UUID id,
      @io.micronaut.http.annotation.Body byte @Nullable [] body,
      @Header("Idempotency-Key") @Nullable String key) {
    return inFlight.within(
        () ->
            change(
                request,
                id,
                bodies.read(body),
                key,
                "merge",
                (said, event) -> event.setMerge(merge(said, id))));
  }

  private HttpResponse<Changed> transition(
      HttpRequest<?> request,
      UUID id,
      byte @Nullable [] body,
      @Nullable String key,
      String transition) {
    return inFlight.within(
        () ->
            change(
                request,
                id,
                bodies.readOptional(body),
                key,
                transition,
                (said, event) ->
                    event.setTransition(
                        new TransitionMemory(id, transition, Memories.reason(said)))));
  }

  private static MergeMemories merge(Body body, UUID target) {
    UUID source = body.requiredId("source_id");
    if (source.equals(target)) {
      throw Body.wrong("$.source_id", "is the target itself");
    }
    String strategy = body.requiredText("strategy", LONGEST_WORD);
    if (!STRATEGIES.contains(strategy)) {
      throw Body.wrong("$.strategy", "must be keep_target, keep_source or combine");
    }
    return new MergeMemories(target, source, strategy, Memories.reason(body));
  }

  private HttpResponse<Changed> change(
      HttpRequest<?> request,
      UUID id,
      Body body,
      @Nullable String key,
      String what,
      BiConsumer<Body, MemoryEvent.Builder> operation) {
    Addressed addressed = Addressed.in(body, request, Family.PERSONAL, Operation.EDIT);
    MemoryEvent.Builder event =
        Envelope.of(addressed, EventIds.of(addressed, key, what, id.toString()), clock.instant());
    operation.accept(body, event);
    Taken taken = intake.take(event.build(), request);
    return taken.answer(HttpStatus.OK, taken.changed(id));
  }
}
