package dev.mneme.guard.rollout.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks for.
 *
 * @param commandId of the caller's choosing, so that sending it again changes nothing; else new
 * @param plan the text of a plan file, to apply or to try
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record PlanRequest(
    @Nullable String commandId,
    @Nullable String plan,
    @Nullable String actor,
    @Nullable String reason) {}
