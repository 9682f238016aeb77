package dev.mneme.shell.audit.http;

import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.UUID;

/** The id of the audit entry that a request leaves, and with which it can be proved. */
public final class AuditReceipt {
  public static final String HEADER = "X-Audit-Receipt-ID";

  /** Its name in bodies and in the details of the error envelope. */
  public static final String FIELD = "audit_receipt_id";

  private static final String ATTRIBUTE = "mneme.audit-receipt";

  private AuditReceipt() {}

  /** For whoever writes the entry of a request: the answer carries the id, and none is made. */
  public static void give(HttpRequest<?> request, UUID receipt) {
    request.setAttribute(ATTRIBUTE, receipt);
  }

  static Optional<UUID> of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, UUID.class);
  }
}
