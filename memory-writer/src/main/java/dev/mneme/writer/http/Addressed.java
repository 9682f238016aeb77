package dev.mneme.writer.http;

import dev.mneme.identity.Pseudonym;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.auth.http.CurrentCaller;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.body.Body;
import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Whose memories a request is about, and who asks. Made only once the caller is known to be allowed
 * to do that to them.
 */
record Addressed(String tenant, String subject, Caller caller) {

  private static final int LONGEST = 256;

  static Addressed in(Body body, HttpRequest<?> request, Family family, Operation operation) {
    return of(
        body.text("tenant", LONGEST), body.text("subject", LONGEST), request, family, operation);
  }

  /** What the request does not name is that of the token. */
  static Addressed of(
      @Nullable String namedTenant,
      @Nullable String namedSubject,
      HttpRequest<?> request,
      Family family,
      Operation operation) {
    Caller caller = CurrentCaller.of(request);
    String tenant = caller.tenantOr(namedTenant);
    String subject = caller.subjectOr(namedSubject);
    if (!Admission.isTenant(tenant)) {
      throw Body.wrong("$.tenant", "is not 1 to 64 lower-case letters, digits and hyphens");
    }
    if (subject == null) {
      throw Body.wrong("$.subject", "is missing");
    }
    if (!Pseudonym.isValid(subject)) {
      throw Body.wrong(
          "$.subject",
          "is no pseudonym: hs_ and 43 or more base64url characters, or 64 hexadecimal digits");
    }
    return new Addressed(
        tenant, subject, CurrentCaller.require(request, family, operation, tenant, subject));
  }
}
