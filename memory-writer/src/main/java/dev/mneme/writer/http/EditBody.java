package dev.mneme.writer.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an edit changes, as it is documented; {@link Memories} reads it. What is left out stays, and
 * something must be changed.
 *
 * @param reason why, for the audit
 */
record EditBody(
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String text,
    @Nullable String type,
    @Nullable Double confidence,
    @Nullable String project,
    @Nullable List<String> tags,
    @Nullable List<String> anchors,
    @Nullable Map<String, Object> metadata,
    @Nullable Map<String, Object> data,
    @Nullable TtlBody ttl,
    @Nullable Boolean allowAfterForget,
    @Nullable String reason) {}
