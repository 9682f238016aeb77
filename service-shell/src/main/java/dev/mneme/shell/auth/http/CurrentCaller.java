package dev.mneme.shell.auth.http;

import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.auth.Permission;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.HttpRequest;

/** The caller of a request that has passed the gate. */
public final class CurrentCaller {
  private static final String ATTRIBUTE = "mneme.caller";

  private CurrentCaller() {}

  /**
   * @throws ApiProblem 401 when the request passed no gate
   */
  public static Caller of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, Caller.class)
        .orElseThrow(() -> ApiProblem.of(ErrorCode.UNAUTHORIZED, "this needs a bearer token"));
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
