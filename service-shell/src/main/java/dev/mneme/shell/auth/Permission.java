package dev.mneme.shell.auth;

/** Whether a caller may do something, and why not. Whatever is not plainly permitted is denied. */
public sealed interface Permission {

  record Allowed() implements Permission {}

  /**
   * @param because one sentence without a value of the request
   */
  record Denied(String because) implements Permission {}

  /** Whether the operation is open to the caller at all. */
  static Permission of(Caller caller, Family family, Operation operation) {
    if (!Consent.permits(family, operation)) {
      return new Denied(
          "%s memories have no operation %s".formatted(family.label(), operation.label()));
    }
    String scope = family.label() + ":" + operation.label();
    if (!caller.has(scope)) {
      return new Denied("this needs a token with the scope " + scope);
    }
    if (caller.tenant() == null && !caller.development()) {
      return new Denied("the token names no tenant");
    }
    return new Allowed();
  }

  /** Whether the caller may do it to the memories of this tenant, whoever's they are. */
  static Permission of(Caller caller, Family family, Operation operation, String tenant) {
    Permission operationAllowed = of(caller, family, operation);
    if (operationAllowed instanceof Denied || caller.development()) {
      return operationAllowed;
    }
    return tenant.equals(caller.tenant())
        ? operationAllowed
        : new Denied("the token is for another tenant");
  }

  /** Whether the caller may do it to the memories of this person of this tenant. */
  static Permission of(
      Caller caller, Family family, Operation operation, String tenant, String subject) {
    Permission tenantAllowed = of(caller, family, operation, tenant);
    if (tenantAllowed instanceof Denied || caller.development()) {
      return tenantAllowed;
    }
    if (caller.subject() == null) {
      return caller.has(Caller.ANY_SUBJECT)
          ? new Allowed()
          : new Denied("the token names no subject and lacks the scope " + Caller.ANY_SUBJECT);
    }
    return caller.subject().equals(subject)
        ? new Allowed()
        : new Denied("the token is for another subject");
  }
}
