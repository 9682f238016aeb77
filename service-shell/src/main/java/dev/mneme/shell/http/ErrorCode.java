package dev.mneme.shell.http;

import io.micronaut.http.HttpStatus;

/** The codes of the error envelope and the status each is sent with. */
public enum ErrorCode {
  VALIDATION_ERROR(HttpStatus.BAD_REQUEST),
  UNAUTHORIZED(HttpStatus.UNAUTHORIZED),
  FORBIDDEN(HttpStatus.FORBIDDEN),
  NOT_FOUND(HttpStatus.NOT_FOUND),
  CONFLICT(HttpStatus.CONFLICT),
  PAYLOAD_TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE),
  RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS),
  SLO_VIOLATION(HttpStatus.SERVICE_UNAVAILABLE),
  SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR);

  private final HttpStatus status;

  ErrorCode(HttpStatus status) {
    this.status = status;
  }

  public HttpStatus status() {
    return status;
  }

  /** The code an answer with that status has; a status that is none of ours has the nearest. */
  public static ErrorCode of(int status) {
    for (ErrorCode code : values()) {
      if (code.status.getCode() == status && code != SLO_VIOLATION) {
        return code;
      }
    }
    return status >= 500 ? INTERNAL_ERROR : VALIDATION_ERROR;
  }
}
