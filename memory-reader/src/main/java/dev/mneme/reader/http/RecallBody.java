package dev.mneme.reader.http;

import dev.mneme.shell.auth.Caller;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/** A recall as it is posted. Every field may be missing until it has been checked. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RecallBody(
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String query,
    @Nullable Integer limit,
    @Nullable String type,
    @Nullable String sessionId,
    @Nullable String since,
    @Nullable String until,
    @Nullable String tag,
    @Nullable String project,
    @Nullable String status,
    @Nullable Boolean explain,
    @Nullable String consistencyToken,
    @Nullable String sort,
    @Nullable String cursor) {

  /** What the body leaves out is what the caller's token names. */
  RecallBody of(Caller caller) {
    return new RecallBody(
        caller.tenantOr(tenant),
        caller.subjectOr(subject),
        query,
        limit,
        type,
        sessionId,
        since,
        until,
        tag,
        project,
        status,
        explain,
        consistencyToken,
        sort,
        cursor);
  }

  boolean explained() {
    return Boolean.TRUE.equals(explain);
  }
}
