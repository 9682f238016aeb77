package dev.mneme.writer.http;

import org.jspecify.annotations.Nullable;

/**
 * Whose memory is promoted or deprecated, and why, as it is documented; it may be left out.
 *
 * @param reason why, for the audit
 */
record TransitionBody(@Nullable String tenant, @Nullable String subject, @Nullable String reason) {}
