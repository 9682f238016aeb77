package dev.mneme.writer.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a request that changes or removes memories.
 *
 * @param id the memory concerned, if it is one
 * @param affected how many were changed or removed; null when that is not known yet (202)
 * @param waitsFor who may still show what was forgotten (202); left out where nobody does
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record Changed(
    @Nullable UUID id,
    @Nullable Integer affected,
    UUID auditReceiptId,
    String consistencyToken,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String waitsFor) {

  Changed waitingFor(String who) {
    return new Changed(id, affected, auditReceiptId, consistencyToken, who);
  }
}
