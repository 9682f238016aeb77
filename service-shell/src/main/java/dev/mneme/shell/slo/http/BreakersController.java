package dev.mneme.shell.slo.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.auth.http.CurrentCaller;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.slo.Breaker;
import dev.mneme.shell.slo.Breakers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/breakers}: the breakers of this instance, to see and to reset. */
@Controller("/v1/breakers")
final class BreakersController {
  private static final Logger LOG = LoggerFactory.getLogger(BreakersController.class);

  private final Breakers breakers;

  BreakersController(Breakers breakers) {
    this.breakers = breakers;
  }

  /**
   * One breaker.
   *
   * @param state closed, half_open or open; closed too where breakers are switched off
   * @param requests counted in the last minute
   * @param violations how many of them broke the promise
   * @param promiseMs what the operation is promised to take at most, in milliseconds
   * @param retryAfterMs how long it stays open, in milliseconds
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record BreakerView(
      String operation,
      String state,
      boolean enabled,
      long requests,
      long violations,
      long promiseMs,
      long retryAfterMs) {}

  /** The breakers of this instance. */
  @Get
  List<BreakerView> all() {
    return breakers.operations().stream().map(this::view).toList();
  }

  /** Closes a breaker and forgets what it counted. */
  @Post("/{operation}/reset")
  @Status(HttpStatus.OK)
  BreakerView reset(HttpRequest<?> request, @PathVariable String operation) {
    Operation named =
        breakers.operations().stream()
            .filter(each -> each.label().equals(operation))
            .findFirst()
            .orElseThrow(
                () ->
                    ApiProblem.of(
                        ErrorCode.NOT_FOUND, "there is no such breaker here; " + those()));
    LOG.info(
        "breaker reset operation={} actor={}", named.label(), CurrentCaller.of(request).client());
    breakers.reset(named);
    return view(named);
  }

  private String those() {
    List<Operation> operations = breakers.operations();
    return operations.isEmpty()
        ? "this service has none"
        : operations.stream()
            .map(Operation::label)
            .collect(Collectors.joining(", ", "there are ", ""));
  }

  private BreakerView view(Operation operation) {
    Breaker.View view = breakers.view(operation, System.nanoTime());
    return new BreakerView(
        operation.label(),
        view.state().name().toLowerCase(Locale.ROOT),
        breakers.isOn(),
        view.requests(),
        view.violations(),
        breakers.promise(operation).toMillis(),
        view.retryAfter().toMillis());
  }
}
