package dev.mneme.guard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command.
 *
 * @param changed whether it changed anything; null while that is not known
 * @param auditReceiptId of the entry it leaves, also when it changes nothing
 * @param scope as it is after it; null while that is not known
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record CommandAnswer(
    UUID commandId,
    @Nullable Boolean changed,
    String because,
    @Nullable ScopeView scope,
    UUID auditReceiptId) {}
