package dev.mneme.shell.http;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what the framework refuses into the envelope. Its messages may repeat what the caller sent,
 * so they are not used: only the name of the argument is.
 */
@Singleton
@Primary
final class FrameworkProblems implements ErrorResponseProcessor<ErrorEnvelope> {

  private static final Logger LOG = LoggerFactory.getLogger(FrameworkProblems.class);

  @Override
  public MutableHttpResponse<ErrorEnvelope> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpRequest<?> request = context.getRequest();
    ErrorCode code = ErrorCode.of(response.code());
    if (code == ErrorCode.INTERNAL_ERROR) {
      context
          .getRootCause()
          .ifPresent(
              cause ->
                  LOG.error(
                      "request failed path={} traceId={}",
                      SafePath.of(request.getPath()),
                      TraceId.current(request),
                      cause));
    }
    return response
        .body(ErrorEnvelope.of(request, code, message(code, response.code(), context), Map.of()))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private static String message(ErrorCode code, int status, ErrorContext context) {
    String where =
        context.getErrors().stream()
            .map(e -> e.getPath().orElse(null))
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(", "));
    String what =
        switch (code) {
          case VALIDATION_ERROR ->
              switch (status) {
                case 405 -> "this path does not answer that method";
                case 406 -> "this path answers application/json only";
                case 415 -> "send the body as application/json";
                default -> "the request cannot be read: check its JSON and the form of its fields";
              };
          case UNAUTHORIZED -> "a bearer token is needed";
          case FORBIDDEN -> "this token does not permit that";
          case NOT_FOUND -> "there is nothing at this path";
          case CONFLICT -> "the request conflicts with what is there";
          case PAYLOAD_TOO_LARGE -> "the body is too large";
          case RATE_LIMITED -> "too many requests";
          case SLO_VIOLATION, SERVICE_UNAVAILABLE -> "the service is not available now";
          case INTERNAL_ERROR -> "something failed here; the log has it under the trace id";
        };
    return where.isEmpty() ? what : what + " (" + where + ")";
  }
}
