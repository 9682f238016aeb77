package dev.mneme.writer.http;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What goes into the memory of the path, and how, as it is documented.
 *
 * @param sourceId the memory that is merged into it
 * @param strategy keep_target, keep_source or combine
 * @param reason why, for the audit
 */
record MergeBody(
    @Nullable String tenant,
    @Nullable String subject,
    UUID sourceId,
    String strategy,
    @Nullable String reason) {}
