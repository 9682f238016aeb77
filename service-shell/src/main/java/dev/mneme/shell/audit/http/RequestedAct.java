package dev.mneme.shell.audit.http;

import dev.mneme.identity.KeyedHash;
import dev.mneme.identity.Pseudonym;
import dev.mneme.shell.audit.Act;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Need;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.auth.http.CurrentCaller;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.http.SafePath;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the act out of a request and the status it was answered with: everything asked of the
 * memory API, everything that changes something, and everything that is refused. That somebody with
 * the right to looked at a page for operators is no act, whether or not there was anything to see.
 */
final class RequestedAct {
  private static final int FIRST_ERROR = 400;
  private static final Set<Integer> DENIED = Set.of(401, 403, 429);

  /** Sent as a body, and changes nothing. */
  private static final Set<String> LOOKS = Set.of("/v1/receipts/verify");

  private static final int FIRST_FAILURE = 500;

  private RequestedAct() {}

  static Optional<Act> of(HttpRequest<?> request, int status, KeyedHash hash) {
    HttpMethod method = request.getMethod();
    boolean reads = method == HttpMethod.GET || method == HttpMethod.HEAD;
    boolean looks = reads || method == HttpMethod.OPTIONS || LOOKS.contains(request.getPath());
    return switch (Need.of(reads, request.getPath())) {
      case Need.Nothing _ -> Optional.empty();
      case Need.Memories(Family family, Operation operation) ->
          Optional.of(act(request, status, operation.label(), family.label(), hash));
      case Need.Unpermitted _, Need.OneOf _ ->
          looks && !DENIED.contains(status)
              ? Optional.empty()
              : Optional.of(act(request, status, place(request), Act.SYSTEM, hash));
    };
  }

  private static Act act(
      HttpRequest<?> request, int status, String operation, String family, KeyedHash hash) {
    Optional<Caller> caller = CurrentCaller.find(request);
    return new Act(
        operation,
        family,
        status < FIRST_ERROR ? Act.SUCCESS : status < FIRST_FAILURE ? Act.REFUSED : Act.FAILED,
        status < FIRST_ERROR ? null : ErrorCode.of(status).name(),
        caller.map(Caller::tenant).orElse(null),
        caller.map(Caller::client).orElse(null),
        subject(request, caller, hash));
  }

  /** Whom the request named, else whom its token is for. */
  private static @Nullable String subject(
      HttpRequest<?> request, Optional<Caller> caller, KeyedHash hash) {
    return CurrentCaller.named(request)
        .or(
            () ->
                caller
                    .filter(each -> each.subject() != null && each.tenant() != null)
                    .map(each -> new CurrentCaller.Named(each.tenant(), each.subject())))
        .filter(named -> Pseudonym.isValid(named.subject()))
        .map(named -> hash.subject(named.tenant(), named.subject()))
        .orElse(null);
  }

  private static String place(HttpRequest<?> request) {
    return request.getMethodName().toLowerCase(Locale.ROOT) + " " + SafePath.of(request.getPath());
  }
}
