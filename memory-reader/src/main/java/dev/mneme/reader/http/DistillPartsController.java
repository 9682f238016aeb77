package dev.mneme.reader.http;

import dev.mneme.reader.distill.DistillRefused;
import dev.mneme.reader.distill.PartialFormat;
import dev.mneme.reader.distill.Parts;
import dev.mneme.reader.distill.peers.PartProof;
import dev.mneme.reader.instances.http.Hop;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.limit.InFlight;
import dev.mneme.topics.Topics;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives another instance the part of this one. For anybody else, whatever their token, there is
 * nothing here: a part hides nobody.
 */
@Controller(DistillPartsController.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DistillPartsController {

  static final String PATH = "/v1/instances/distill";

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Parts here;
  private final PartProof proof;
  private final InFlight room;
  private final ObjectMapper json;
  private final InstantSource clock;

  DistillPartsController(
      @Named("here") Parts here,
      PartProof proof,
      @Named("distill-parts") InFlight room,
      ObjectMapper json,
      InstantSource clock) {
    this.here = here;
    this.proof = proof;
    this.room = room;
    this.json = json;
    this.clock = clock;
  }

  @Post(produces = MediaType.APPLICATION_OCTET_STREAM)
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Status(HttpStatus.OK)
  byte[] part(
      HttpRequest<?> request,
      @QueryValue @Nullable String partitions,
      @Body byte @Nullable [] body) {
    String given = request.getHeaders().get(PartProof.HEADER);
    if (body == null
        || given == null
        || partitions == null
        || !proof.holds(given, PATH + "?partitions=" + partitions, body, clock.instant())) {
      throw ApiProblem.of(ErrorCode.NOT_FOUND, "there is nothing at this path");
    }
    PartBody question = read(body);
    Set<Integer> of = numbers(partitions);
    Duration within = Hop.timeLeft(request).orElse(LONGEST);
    return room.within(() -> part(question, of, within));
  }

  private byte[] part(PartBody question, Set<Integer> partitions, Duration within) {
    try {
      return PartialFormat.bytes(here.of(question.question(), partitions, within));
    } catch (DistillRefused why) {
      throw why.kind() == DistillRefused.Kind.TOO_WIDE
          ? ApiProblem.of(ErrorCode.VALIDATION_ERROR, String.valueOf(why.getMessage()))
          : ApiProblem.retryLater(
              ErrorCode.SERVICE_UNAVAILABLE, String.valueOf(why.getMessage()), why.retryAfter());
    }
  }

  private PartBody read(byte[] body) {
    try {
      return json.readValue(body, PartBody.class);
    } catch (IOException e) {
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE,
          "the question is of another version of the service",
          Duration.ofSeconds(1));
    }
  }

  private static Set<Integer> numbers(String partitions) {
    return Stream.of(partitions.split(","))
        .filter(number -> number.matches("[0-9]{1,4}"))
        .map(Integer::valueOf)
        .filter(number -> number < Topics.RECORDS.partitions())
        .collect(Collectors.toSet());
  }
}
