package dev.mneme.writer.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.UUID;

/** Answer to a forget request. */
@Serdeable(naming = SnakeCaseStrategy.class)
record Forgotten(UUID id, UUID auditReceiptId, String consistencyToken) {}
