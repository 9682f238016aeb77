package dev.mneme.writer.http;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of a store request.
 *
 * @param tenant default when not given
 * @param type episode when not given
 * @param occurredAt now when not given
 * @param metadata values of any JSON; what is no string is kept as JSON text
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record StoreRequest(
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String text,
    @Nullable String type,
    @Nullable String speaker,
    @Nullable String conversation,
    @Nullable String session,
    @Nullable Instant occurredAt,
    @Nullable List<String> tags,
    @Nullable Map<String, JsonNode> metadata) {}
