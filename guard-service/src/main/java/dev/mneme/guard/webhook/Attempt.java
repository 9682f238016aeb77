package dev.mneme.guard.webhook;

import java.time.Duration;
import java.util.Optional;

/** How one attempt to deliver ended. */
public sealed interface Attempt {

  /** It was taken. */
  record Taken() implements Attempt {}

  /**
   * It may be taken later.
   *
   * @param after when the receiver says so
   */
  record Later(String because, Optional<Duration> after) implements Attempt {}

  /** It will not be taken, however often it is sent. */
  record Refused(String because) implements Attempt {}

  /** What a status means; only these are worth another attempt: 408, 425, 429 and 5xx. */
  static Attempt of(int status, Optional<Duration> retryAfter) {
    if (status >= 200 && status < 300) {
      return new Taken();
    }
    String because = "status " + status;
    return switch (status) {
      case 408, 425, 429 -> new Later(because, retryAfter);
      default -> status >= 500 ? new Later(because, retryAfter) : new Refused(because);
    };
  }
}
