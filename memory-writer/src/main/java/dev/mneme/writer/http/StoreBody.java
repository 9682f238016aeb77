package dev.mneme.writer.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A memory to store, as it is documented; {@link Memories} reads it field by field, so that what is
 * wrong is named by its path. Unknown fields are passed over.
 *
 * @param tenant of the subject; the token's where it is left out
 * @param subject whose memory it is; the token's where it is left out
 * @param text what is to be remembered, 1 to 10 000 characters
 * @param type decision, constraint, gotcha, style_rule, learning, fact or episode, the default
 * @param status candidate, active, the default, or stable
 * @param confidence from 0 to 1, the default
 * @param tags up to 64
 * @param anchors up to 64 places that it is about
 * @param metadata up to 64 entries; values of any JSON, kept as text
 * @param data one JSON object of any form, up to 32 768 characters
 * @param ttl when it is forgotten by itself
 * @param occurredAt when it was so; now where it is left out
 * @param allowAfterForget store it even if the same content was forgotten
 */
record StoreBody(
    @Nullable String tenant,
    @Nullable String subject,
    String text,
    @Nullable String type,
    @Nullable String status,
    @Nullable Double confidence,
    @Nullable String speaker,
    @Nullable String conversation,
    @Nullable String session,
    @Nullable String project,
    @Nullable List<String> tags,
    @Nullable List<String> anchors,
    @Nullable Map<String, Object> metadata,
    @Nullable Map<String, Object> data,
    @Nullable TtlBody ttl,
    @Nullable Instant occurredAt,
    @Nullable Boolean allowAfterForget) {}
