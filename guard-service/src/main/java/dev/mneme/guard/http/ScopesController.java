package dev.mneme.guard.http;

import dev.mneme.guard.scopes.Scopes;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.time.Duration;
import java.util.List;

/** {@code GET /v1/guard/scopes}: every scope this instance has seen anything about, by name. */
@Controller("/v1/guard/scopes")
final class ScopesController {
  private final Scopes scopes;

  ScopesController(Scopes scopes) {
    this.scopes = scopes;
  }

  /** Every scope and what it may be used for. */
  @Get
  List<ScopeView> scopes() {
    return scopes
        .all()
        .map(states -> states.stream().map(ScopeView::of).toList())
        .orElseThrow(
            () ->
                ApiProblem.retryLater(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "the guard's state is not readable now: it is starting, or being handed over",
                    Duration.ofSeconds(1)));
  }
}
