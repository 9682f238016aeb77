package dev.mneme.guard.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.UUID;

/**
 * A setting that is written down. Instances obey it as they hear it; {@code GET /v1/rollout} of
 * each says when.
 *
 * @param offset its position among all settings
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record SettingAnswer(UUID commandId, String target, String value, String actor, long offset) {}
