package dev.mneme.guard.control;

import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Believes the name in the request: for where the way in is guarded before this service. */
@Singleton
@Secondary
final class NamedOperators implements Operators {
  private static final int LONGEST = 128;

  @Override
  public String actor(HttpRequest<?> request, @Nullable String named) {
    if (named == null || named.isBlank() || named.length() > LONGEST) {
      throw ApiProblem.of(
          ErrorCode.VALIDATION_ERROR,
          "a command needs an actor of at most 128 characters",
          Map.of("field", "actor"));
    }
    return named.strip();
  }
}
