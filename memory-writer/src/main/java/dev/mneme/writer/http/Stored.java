package dev.mneme.writer.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.UUID;

/** Answer to a store request. */
@Serdeable(naming = SnakeCaseStrategy.class)
record Stored(UUID id, Instant createdAt, UUID auditReceiptId, String consistencyToken) {}
