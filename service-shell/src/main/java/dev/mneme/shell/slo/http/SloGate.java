package dev.mneme.shell.slo.http;

import dev.mneme.shell.auth.Need;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.slo.Breakers;
import dev.mneme.shell.slo.OpenBreakerAnswer;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Behind the gate: whoever may ask is let in by the breaker of what is asked for, or not. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class SloGate implements Ordered {
  private static final String PASS = "mneme.slo.pass";
  private static final String SHUT = "mneme.slo.shut";
  private static final String RETRY_AFTER = "Retry-After";

  private final Breakers breakers;
  private final List<OpenBreakerAnswer> answers;

  SloGate(Breakers breakers, List<OpenBreakerAnswer> answers) {
    this.breakers = breakers;
    this.answers = List.copyOf(answers);
  }

  @RequestFilter
  @Nullable HttpResponse<?> enter(HttpRequest<?> request) {
    return Need.of(true, request.getPath()) instanceof Need.Memories what
        ? breakers
            .enter(what.operation(), System.nanoTime())
            .map(entry -> entered(request, entry))
            .orElse(null)
        : null;
  }

  private @Nullable HttpResponse<?> entered(HttpRequest<?> request, Breakers.Entry entry) {
    return switch (entry) {
      case Breakers.Let(Breakers.Pass pass) -> {
        request.setAttribute(PASS, pass);
        yield null;
      }
      case Breakers.Shut shut -> {
        request.setAttribute(SHUT, true);
        yield shut(request, shut);
      }
    };
  }

  private HttpResponse<?> shut(HttpRequest<?> request, Breakers.Shut shut) {
    String because =
        "most %s requests of the last minute took too long or failed; it is given a pause"
            .formatted(shut.operation().label());
    Duration wait = shut.retryAfter().plusSeconds(1);
    MutableHttpResponse<?> instead =
        answers.stream()
            .flatMap(answer -> answer.inPlaceOf(request, because).stream())
            .findFirst()
            .orElseThrow(() -> ApiProblem.retryLater(ErrorCode.SLO_VIOLATION, because, wait));
    return instead.header(RETRY_AFTER, Long.toString(wait.toSeconds()));
  }

  static Optional<Breakers.Pass> pass(HttpRequest<?> request) {
    return request.getAttribute(PASS, Breakers.Pass.class);
  }

  static boolean wasShut(HttpRequest<?> request) {
    return request.getAttribute(SHUT).isPresent();
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 200;
  }
}
