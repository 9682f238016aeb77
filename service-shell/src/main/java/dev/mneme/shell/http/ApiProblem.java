package dev.mneme.shell.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a request with the error envelope. The message and details name what is wrong and where, and
 * never repeat a value the caller sent.
 */
public final class ApiProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, String> details;
  private final transient Optional<Duration> retryAfter;

  private ApiProblem(
      ErrorCode code, String message, Map<String, String> details, Optional<Duration> retryAfter) {
    super(message);
    this.code = code;
    this.details = details;
    this.retryAfter = retryAfter;
  }

  public static ApiProblem of(ErrorCode code, String message) {
    return new ApiProblem(code, message, Map.of(), Optional.empty());
  }

  public static ApiProblem of(ErrorCode code, String message, Map<String, String> details) {
    return new ApiProblem(code, message, Map.copyOf(details), Optional.empty());
  }

  /** A refusal that is worth trying again after a while; sent with {@code Retry-After}. */
  public static ApiProblem retryLater(ErrorCode code, String message, Duration after) {
    return new ApiProblem(code, message, Map.of(), Optional.of(after));
  }

  public ErrorCode code() {
    return code;
  }

  public Map<String, String> details() {
    return details;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
