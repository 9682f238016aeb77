package dev.mneme.writer.http;

import org.jspecify.annotations.Nullable;

/**
 * Which placeholder to reveal, as it is documented.
 *
 * @param token a reversible placeholder
 * @param reason why, for the audit
 */
record RevealBody(
    @Nullable String tenant, @Nullable String subject, String token, @Nullable String reason) {}
