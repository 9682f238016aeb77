package dev.mneme.reader.http;

import dev.mneme.reader.export.ExportFormat;
import dev.mneme.reader.export.ExportQuery;
import dev.mneme.shell.auth.Caller;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * An export as it is asked for. Every field may be missing until it has been checked.
 *
 * @param async true: prepare it even if it is small
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record ExportBody(
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String format,
    @Nullable Boolean async,
    @Nullable String type,
    @Nullable String sessionId,
    @Nullable String since,
    @Nullable String until,
    @Nullable String tag,
    @Nullable String project,
    @Nullable String status) {

  boolean prepared() {
    return Boolean.TRUE.equals(async);
  }

  ExportQuery query(Caller caller) {
    return new ExportQuery(
        RecallValidation.tenant(caller.tenantOr(tenant)),
        RecallValidation.subject(caller.subjectOr(subject)),
        RecallValidation.filter(type, sessionId, since, until, tag, project, status),
        formatOf(format));
  }

  private static ExportFormat formatOf(@Nullable String label) {
    return label == null || label.isBlank()
        ? ExportFormat.JSON
        : ExportFormat.labelled(label)
            .orElseThrow(() -> RecallValidation.wrong("format", "must be json, csv or jsonlines"));
  }
}
