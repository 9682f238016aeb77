package dev.mneme.writer.http;

import org.jspecify.annotations.Nullable;

/**
 * How long a memory lives, as it is documented; seconds as a number are taken too.
 *
 * @param maxAge since it was stored, as an ISO-8601 duration such as P90D
 * @param maxIdle since it was last used, likewise
 */
record TtlBody(@Nullable String maxAge, @Nullable String maxIdle) {}
