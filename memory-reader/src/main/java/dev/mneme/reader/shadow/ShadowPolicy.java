package dev.mneme.reader.shadow;

import dev.mneme.control.Percent;
import java.time.Duration;

/**
 * How much is compared.
 *
 * @param sample share of the reads that may be compared
 * @param inFlight most comparisons under way at once; what comes on top is left out
 * @param depth how many of the first memories are compared
 * @param within how long the new layer may take
 */
public record ShadowPolicy(Percent sample, int inFlight, int depth, Duration within) {}
