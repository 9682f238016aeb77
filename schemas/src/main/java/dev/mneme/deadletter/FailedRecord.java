package dev.mneme.deadletter;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be processed, as it was read.
 *
 * @param timestamp the record's, in milliseconds since 1970
 */
public record FailedRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {}
