package dev.mneme.reader.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.reader.fault.Fault;
import dev.mneme.reader.fault.Faults;
import dev.mneme.reader.fault.FaultyLayer;
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
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
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

  FaultController(Faults faults) {
    this.faults = faults;
  }

  /** What to inject. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Injection(@Nullable String layer, @Nullable String fault) {}

  /**
   * A layer and what is done to it.
   *
   * @param calls calls that reached the layer since the start
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record LayerState(String layer, @Nullable String fault, long calls) {}

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
            .orElseThrow(() -> wrong("fault", "must be timeout, unauthorized or server_error"));
    faults.of(layer).inject(fault);
    return show();
  }

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
