package dev.mneme.guard.decision;

import java.time.Instant;

/**
 * One counted failure of a streak.
 *
 * @param seenAt by the guard's clock: reporters' clocks decide nothing, so a wrong one cannot
 *     change a count
 */
public record Failure(Result result, Position position, Instant seenAt) {}
