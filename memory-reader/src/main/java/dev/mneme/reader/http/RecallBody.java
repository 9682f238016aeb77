package dev.mneme.reader.http;

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
    @Nullable Boolean explain) {

  boolean explained() {
    return Boolean.TRUE.equals(explain);
  }
}
