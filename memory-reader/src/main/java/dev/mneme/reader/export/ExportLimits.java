package dev.mneme.reader.export;

import java.time.Duration;

/**
 * @param atOnce memories that are given out without preparing
 * @param largest memories of one export
 * @param kept exports prepared or being prepared at once
 * @param ofOwner exports of one owner among them
 * @param lifetime how long one is kept
 */
public record ExportLimits(int atOnce, int largest, int kept, int ofOwner, Duration lifetime) {}
