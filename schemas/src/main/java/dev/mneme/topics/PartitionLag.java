package dev.mneme.topics;

/**
 * How far a consumer group is behind the end of committed data in one partition.
 *
 * @param behind offsets, 0 or more; a transaction's marker takes one too
 */
public record PartitionLag(String group, String topic, int partition, long behind) {}
