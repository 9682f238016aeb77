package dev.mneme.guard.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sets.
 *
 * @param commandId of the caller's choosing, so that sending it again changes nothing; else new
 * @param mode of a rollout: off, shadow, canary or full
 * @param percent of a canary, as a number or as text
 * @param seed that subjects of a canary draw under, if it is another than usual
 * @param region whose rollout it is; all of them when it is not named
 * @param value of a feature: on, off or on:percent
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record SettingRequest(
    @Nullable String commandId,
    @Nullable String mode,
    @Nullable String percent,
    @Nullable String seed,
    @Nullable String region,
    @Nullable String value,
    @Nullable String actor,
    @Nullable String reason) {}
