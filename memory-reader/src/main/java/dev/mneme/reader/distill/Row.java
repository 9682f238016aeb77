package dev.mneme.reader.distill;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One number of an answer.
 *
 * @param bucket the first moment of its stretch of time; null when all times are one
 * @param value what the memories have in the field; null but in distributions
 */
public record Row(@Nullable Instant bucket, @Nullable String value, BigDecimal result) {}
