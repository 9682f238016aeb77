package dev.mneme.reader.http;

import dev.mneme.shell.auth.Caller;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** A distill as it is posted. Every field may be missing until it has been checked. */
@Serdeable(naming = SnakeCaseStrategy.class)
record DistillBody(
    @Nullable String tenant,
    @Nullable String operation,
    @Nullable String field,
    @Nullable String bucket,
    @Nullable Integer k,
    @Nullable Double width,
    @Nullable String type,
    @Nullable String sessionId,
    @Nullable String since,
    @Nullable String until,
    @Nullable String tag,
    @Nullable String project,
    @Nullable String status) {

  String tenantOf(Caller caller) {
    return RecallValidation.tenant(caller.tenantOr(tenant));
  }
}
