package dev.mneme.shell.slo;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;

/**
 * Answers in place of an operation whose breaker is open, where the caller must not be failed by
 * it: memory enriches, it never controls. What nobody answers so is 503.
 */
@FunctionalInterface
public interface OpenBreakerAnswer {

  /** Empty when the request is not of the kind this answers. */
  Optional<MutableHttpResponse<?>> inPlaceOf(HttpRequest<?> request, String because);
}
