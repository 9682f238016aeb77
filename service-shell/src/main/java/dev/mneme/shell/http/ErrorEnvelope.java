package dev.mneme.shell.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpRequest;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Map;

/** The one form of every error answer. */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ErrorEnvelope(ErrorBody error, Instant timestamp, String path, String method) {

  /** What went wrong. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record ErrorBody(
      String code, String message, Map<String, String> details, String traceId) {}

  static ErrorEnvelope of(
      HttpRequest<?> request, ErrorCode code, String message, Map<String, String> details) {
    return new ErrorEnvelope(
        new ErrorBody(code.name(), message, details, TraceId.current(request)),
        Instant.now(),
        SafePath.of(request.getPath()),
        request.getMethodName());
  }
}
