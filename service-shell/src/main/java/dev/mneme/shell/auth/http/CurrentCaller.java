package dev.mneme.shell.auth.http;

import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.auth.Permission;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/** The caller of a request that has passed the gate. */
public final class CurrentCaller {
  private static final String ATTRIBUTE = "mneme.caller";
  private static final String NAMED = "mneme.named-subject";

  private CurrentCaller() {}

  /**
   * @throws ApiProblem 401 when the request passed no gate
   */
  public static Caller of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, Caller.class)
        .orElseThrow(() -> ApiProblem.of(ErrorCode.UNAUTHORIZED, "this needs a bearer token"));
  }

  /** The caller, if the request has passed the gate. */
  public static Optional<Caller> find(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, Caller.class);
  }

  /** A person of a tenant, as a request named them: not checked, not permitted. */
  public record Named(String tenant, String subject) {

    /** Never the subject, and not the tenant: both are what somebody typed. */
    @Override
    public String toString() {
      return "Named[hidden]";
    }
  }

  /** Whose memories the request meant, if it came as far as that. */
  public static Optional<Named> named(HttpRequest<?> request) {
    return request.getAttribute(NAMED, Named.class);
  }

  /**
   * Everything a handler must know before it touches the memories of a person. The gate has asked
   * for the operation already; it is asked again here, where it does not depend on the path.
   *
   * @throws ApiProblem 403 when the caller may not do that
   */
  public static Caller require(
      HttpRequest<?> request, Family family, Operation operation, String tenant, String subject) {
    Caller caller = of(request);
    request.setAttribute(NAMED, new Named(tenant, subject));
    require(Permission.of(caller, family, operation, tenant, subject));
    return caller;
  }

  /**
   * The same before anything is said about many of a tenant.
   *
   * @throws ApiProblem 403 when the caller may not do that
   */
  public static Caller require(
      HttpRequest<?> request, Family family, Operation operation, String tenant) {
    Caller caller = of(request);
    require(Permission.of(caller, family, operation, tenant));
    return caller;
  }

  static void set(HttpRequest<?> request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }

  static void require(Permission permission) {
    switch (permission) {
      case Permission.Allowed _ -> {}
      case Permission.Denied(String because) -> throw ApiProblem.of(ErrorCode.FORBIDDEN, because);
    }
  }
}
