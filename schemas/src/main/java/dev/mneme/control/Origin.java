package dev.mneme.control;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a setting comes from.
 *
 * @param offset in the one partition that holds settings; of two, the higher is the newer
 */
public record Origin(UUID commandId, String actor, String reason, Instant at, long offset) {}
