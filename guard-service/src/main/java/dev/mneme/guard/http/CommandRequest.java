package dev.mneme.guard.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks for.
 *
 * @param commandId of the caller's choosing, so that sending it again changes nothing; else new
 * @param mode to force: off, write_only or read_write
 * @param ttl how long to force it, as an ISO-8601 length of time
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record CommandRequest(
    @Nullable String commandId,
    @Nullable String mode,
    @Nullable String ttl,
    @Nullable String actor,
    @Nullable String reason) {}
