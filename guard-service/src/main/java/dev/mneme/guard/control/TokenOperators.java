package dev.mneme.guard.control;

import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.http.CurrentCaller;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Believes the token. The name in the request says for whom its client asks, and is written down
 * with the client, which is all that was proven.
 */
@Singleton
final class TokenOperators implements Operators {

  /** With the longest client it stays within what a command may carry. */
  private static final int LONGEST = 56;

  @Override
  public String actor(HttpRequest<?> request, @Nullable String named) {
    Caller caller = CurrentCaller.of(request);
    if (!caller.has(Caller.OPERATOR)) {
      throw ApiProblem.of(ErrorCode.FORBIDDEN, "this needs a token with the scope operator");
    }
    if (named == null || named.isBlank() || named.length() > LONGEST) {
      throw ApiProblem.of(
          ErrorCode.VALIDATION_ERROR,
          "a command needs an actor of at most 56 characters",
          Map.of("field", "actor"));
    }
    return named.strip() + " via " + caller.client();
  }
}
