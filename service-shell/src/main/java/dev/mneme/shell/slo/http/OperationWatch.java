package dev.mneme.shell.slo.http;

import dev.mneme.shell.auth.Need;
import dev.mneme.shell.slo.Breaker;
import dev.mneme.shell.slo.Breakers;
import dev.mneme.shell.slo.OperationMeters;
import dev.mneme.shell.slo.OperationMeters.Slo;
import dev.mneme.shell.slo.OperationMeters.Status;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;

/** Times each operation, from before the gate to its answer, and tells meters and breakers. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class OperationWatch implements Ordered {
  private static final String BEGUN = "mneme.operation.begun";

  private final Breakers breakers;
  private final OperationMeters meters;

  private record Begun(Need.Memories what, long at) {}

  OperationWatch(Breakers breakers, OperationMeters meters) {
    this.breakers = breakers;
    this.meters = meters;
  }

  @RequestFilter
  void begin(HttpRequest<?> request) {
    if (request.getMethod() != HttpMethod.OPTIONS
        && Need.of(true, request.getPath()) instanceof Need.Memories what) {
      request.setAttribute(BEGUN, new Begun(what, System.nanoTime()));
    }
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    request
        .getAttribute(BEGUN, Begun.class)
        .ifPresent(
            begun -> {
              request.removeAttribute(BEGUN, Begun.class);
              ended(request, begun, response.code(), System.nanoTime());
            });
  }

  private void ended(HttpRequest<?> request, Begun begun, int code, long now) {
    Need.Memories what = begun.what();
    Duration took = Duration.ofNanos(now - begun.at());
    if (SloGate.wasShut(request)) {
      meters.took(what.family(), what.operation(), Status.SHED, took);
      return;
    }
    meters.took(what.family(), what.operation(), status(code), took);
    SloGate.pass(request)
        .ifPresent(
            pass -> {
              boolean late = took.compareTo(breakers.promise(pass.operation())) > 0;
              boolean failed = code >= 500;
              boolean counts = counts(code);
              if (late && counts) {
                meters.violated(pass.operation(), Slo.LATENCY);
              }
              if (failed) {
                meters.violated(pass.operation(), Slo.AVAILABILITY);
              }
              breakers.ended(
                  pass,
                  !counts
                      ? Breaker.Ending.UNCOUNTED
                      : late || failed ? Breaker.Ending.VIOLATED : Breaker.Ending.KEPT,
                  now);
            });
  }

  private static Status status(int code) {
    return code >= 500 ? Status.ERROR : code >= 400 ? Status.REFUSED : Status.SUCCESS;
  }

  /** What is refused for its form took no work; that nothing is there, or a conflict, did. */
  private static boolean counts(int code) {
    return code < 400 || code >= 500 || code == 404 || code == 409;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 50;
  }
}
