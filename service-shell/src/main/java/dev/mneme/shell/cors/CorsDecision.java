package dev.mneme.shell.cors;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a page may ask. */
sealed interface CorsDecision {

  /** No page of another origin asks. */
  record SameOrigin() implements CorsDecision {}

  record Allowed(String origin) implements CorsDecision {}

  /**
   * @param origin fit to be logged: an origin, or {@code malformed}
   */
  record Refused(String origin) implements CorsDecision {}

  /**
   * @param origin the header Origin
   * @param host the header Host: a page of our own asks at the host it came from
   */
  static CorsDecision of(
      @Nullable String origin, @Nullable String host, List<String> allowedOrigins) {
    if (origin == null) {
      return new SameOrigin();
    }
    if (allowedOrigins.contains(origin)) {
      return new Allowed(origin);
    }
    Optional<Origin> parsed = Origin.parse(origin);
    return parsed.isPresent() && parsed.get().host().equals(host)
        ? new SameOrigin()
        : new Refused(parsed.map(Origin::toString).orElse("malformed"));
  }
}
