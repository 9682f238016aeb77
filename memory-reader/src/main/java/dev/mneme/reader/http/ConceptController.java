package dev.mneme.reader.http;

import dev.mneme.identity.Pseudonym;
import dev.mneme.reader.concepts.Concept;
import dev.mneme.reader.concepts.shelf.ConceptKeeper;
import dev.mneme.reader.concepts.shelf.Shelves;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the concepts of a subject, and has them formed now. For operators. */
@Controller("/v1/concepts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConceptController {

  private final Shelves shelves;
  private final Optional<ConceptKeeper> keeper;

  ConceptController(Shelves shelves, Optional<ConceptKeeper> keeper) {
    this.shelves = shelves;
    this.keeper = keeper;
  }

  /**
   * Whose.
   *
   * @param tenant default where it is left out
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Whose(@Nullable String tenant, @Nullable String subject) {}

  /** The concepts of one subject. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Known(String tenant, String subject, List<View> concepts) {}

  /**
   * One concept.
   *
   * @param episodes how many it holds
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record View(
      UUID id,
      String label,
      double coherence,
      int episodes,
      int cycles,
      Instant formedAt,
      Instant usedAt) {

    static View of(Concept concept) {
      return new View(
          concept.id(),
          concept.label(),
          concept.coherence(),
          concept.bindings().size(),
          concept.cycles(),
          concept.formedAt(),
          concept.usedAt());
    }
  }

  @Get
  Known show(@QueryValue @Nullable String tenant, @QueryValue @Nullable String subject) {
    String whose = subject(subject);
    String of = tenant == null ? Caller.DEFAULT_TENANT : tenant;
    return known(
        of,
        whose,
        shelves
            .see(partition(whose), of + "/" + whose)
            .orElseThrow(ConceptController::elsewhere)
            .concepts());
  }

  @Post("/consolidate")
  @Status(HttpStatus.OK)
  Known consolidate(@Body @Nullable Whose whose) throws InterruptedException {
    String subject = subject(whose == null ? null : whose.subject());
    String given = whose == null ? null : whose.tenant();
    String tenant = given == null ? Caller.DEFAULT_TENANT : given;
    if (keeper.isEmpty()) {
      throw ApiProblem.of(
          ErrorCode.VALIDATION_ERROR, "this reader has no vectors, and so forms no concepts");
    }
    try {
      return known(
          tenant,
          subject,
          keeper
              .get()
              .consolidate(partition(subject), tenant + "/" + subject)
              .orElseThrow(ConceptController::elsewhere));
    } catch (IOException e) {
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE, "the index cannot be read now", Duration.ofSeconds(2));
    }
  }

  private static Known known(String tenant, String subject, List<Concept> concepts) {
    return new Known(tenant, subject, concepts.stream().map(View::of).toList());
  }

  private static int partition(String subject) {
    return SubjectPartition.of(subject, Topics.CONCEPTS.partitions());
  }

  private static ApiProblem elsewhere() {
    return ApiProblem.retryLater(
        ErrorCode.SERVICE_UNAVAILABLE,
        "the subject's concepts are not known on this instance, or could not be formed now",
        Duration.ofSeconds(2));
  }

  private static String subject(@Nullable String subject) {
    if (subject == null || !Pseudonym.isValid(subject)) {
      throw ApiProblem.of(
          ErrorCode.VALIDATION_ERROR, "subject must be a pseudonym", Map.of("field", "subject"));
    }
    return subject;
  }
}
