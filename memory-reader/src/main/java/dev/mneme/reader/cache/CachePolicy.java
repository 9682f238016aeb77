package dev.mneme.reader.cache;

import java.time.Duration;

/**
 * @param keep how long an answer with memories is kept
 * @param keepEmpty how long one without is kept
 * @param bytes about how much all of them may take; 0 keeps none
 */
public record CachePolicy(Duration keep, Duration keepEmpty, long bytes) {}
