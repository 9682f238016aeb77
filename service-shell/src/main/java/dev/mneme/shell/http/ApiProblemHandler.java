package dev.mneme.shell.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers what our own code refuses. */
@Produces
@Singleton
final class ApiProblemHandler implements ExceptionHandler<ApiProblem, HttpResponse<ErrorEnvelope>> {

  private static final String RETRY_AFTER = "Retry-After";

  @Override
  @SuppressWarnings("rawtypes") // the interface asks for the raw request
  public HttpResponse<ErrorEnvelope> handle(HttpRequest request, ApiProblem problem) {
    MutableHttpResponse<ErrorEnvelope> response = HttpResponse.status(problem.code().status());
    problem
        .retryAfter()
        .ifPresent(
            after -> response.header(RETRY_AFTER, Long.toString(Math.max(1, after.toSeconds()))));
    if (problem.code() == ErrorCode.UNAUTHORIZED) {
      response.header("WWW-Authenticate", "Bearer");
    }
    return response.body(
        ErrorEnvelope.of(
            (HttpRequest<?>) request, problem.code(), problem.getMessage(), problem.details()));
  }
}
