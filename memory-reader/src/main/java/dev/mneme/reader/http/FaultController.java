package dev.mneme.reader.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.identity.Pseudonym;
import dev.mneme.reader.fault.Fault;
import dev.mneme.reader.fault.Faults;
import dev.mneme.reader.fault.FaultyLayer;
import dev.mneme.reader.fault.IndexDamage;
import dev.mneme.reader.recall.Layer;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drills: makes a layer fail, and shows what reached it. Not there unless it was opened. */
@Controller("/v1/admin/faults")
@Requires(property = Faults.ENABLED, value = "true")
final class FaultController {

  private final Faults faults;
  private final IndexDamage index;

  FaultController(Faults faults, IndexDamage index) {
    this.faults = faults;
    this.index = index;
  }

  /** Whose memories' index to damage. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Damage(@Nullable String subject) {}

  /** A fault ends by itself after so long, if nobody says another time. */
  private static final int USUAL_SECONDS = 300;

  private static final int LONGEST_SECONDS = 3600;
  private static final int LONGEST_DELAY = 10_000;

  /**
   * What to inject.
   *
   * @param delayMs how much later the layer answers, with latency
   * @param seconds after which the fault ends by itself
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Injection(
      @Nullable String layer,
      @Nullable String fault,
      @Nullable Integer delayMs,
      @Nullable Integer seconds) {}

  /**
   * A layer and what is done to it.
   *
   * @param calls calls that reached the layer since the start
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record LayerState(String layer, @Nullable String fault, long calls) {}

  /** What is done to each layer. */
  @Get
  List<LayerState> show() {
    return Arrays.stream(Layer.values())
        .map(
            layer -> {
              FaultyLayer faulty = faults.of(layer);
              return new LayerState(
                  layer.label(), faulty.fault().map(Fault::label).orElse(null), faulty.calls());
            })
        .toList();
  }

  /** Makes a layer fail for a time. */
  @Post
  @Status(HttpStatus.OK)
  List<LayerState> inject(@Body Injection injection) {
    Layer layer =
        Arrays.stream(Layer.values())
            .filter(known -> known.label().equals(injection.layer()))
            .findFirst()
            .orElseThrow(() -> wrong("layer", "must be new or legacy"));
    Fault fault =
        Optional.ofNullable(injection.fault())
            .flatMap(Fault::labelled)
            .orElseThrow(
                () -> wrong("fault", "must be timeout, unauthorized, server_error or latency"));
    Integer delay = injection.delayMs();
    if ((fault == Fault.LATENCY) != (delay != null)) {
      throw wrong("delay_ms", "is needed with latency, and with nothing else");
    }
    faults
        .of(layer)
        .inject(
            fault,
            Duration.ofMillis(within("delay_ms", delay, 0, LONGEST_DELAY)),
            Duration.ofSeconds(
                within("seconds", injection.seconds(), USUAL_SECONDS, LONGEST_SECONDS)));
    return show();
  }

  private static int within(String field, @Nullable Integer given, int usual, int most) {
    if (given != null && (given < 1 || given > most)) {
      throw wrong(field, "must be from 1 to " + most);
    }
    return given == null ? usual : given;
  }

  /** It cannot be taken back; the index is found damaged and rebuilt from the log. */
  @Post("/index")
  @Status(HttpStatus.ACCEPTED)
  @ExecuteOn(TaskExecutors.BLOCKING)
  void damage(@Body Damage damage) {
    String subject = damage.subject();
    if (subject == null || !Pseudonym.isValid(subject)) {
      throw wrong("subject", "must be a pseudonym");
    }
    try {
      index.damage(subject);
    } catch (IllegalStateException e) {
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE, "the index has no files yet", Duration.ofSeconds(2));
    }
  }

  /** Lets every layer answer again. */
  @Delete
  List<LayerState> clear() {
    for (Layer layer : Layer.values()) {
      faults.of(layer).clear();
    }
    return show();
  }

  private static ApiProblem wrong(String field, String what) {
    return ApiProblem.of(ErrorCode.VALIDATION_ERROR, field + " " + what, Map.of("field", field));
  }
}
