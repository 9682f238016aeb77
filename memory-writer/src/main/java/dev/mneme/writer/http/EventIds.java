package dev.mneme.writer.http;

import dev.mneme.identity.DerivedId;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids of events that come by HTTP: the same for the same idempotency key of the same subject. */
final class EventIds {
  private static final int LONGEST_KEY = 256;

  private EventIds() {}

  static UUID of(String tenant, String subject, @Nullable String idempotencyKey) {
    if (idempotencyKey == null) {
      return UUID.randomUUID();
    }
    if (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY) {
      throw ApiProblem.of(
          ErrorCode.VALIDATION_ERROR,
          "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters",
          Map.of("field", "Idempotency-Key"));
    }
    return DerivedId.of("idempotency", tenant, subject, idempotencyKey);
  }

  static UUID receipt(String tenant, String subject, UUID event) {
    return DerivedId.of("audit", tenant, subject, event.toString());
  }
}
