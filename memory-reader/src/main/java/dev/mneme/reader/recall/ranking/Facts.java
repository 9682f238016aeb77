package dev.mneme.reader.recall.ranking;

import java.time.Instant;
import java.util.UUID;

/**
 * What ranking needs to know of a memory beside its words.
 *
 * @param sequence the conversation and session it was said in; 0 when in none
 * @param place where it stands on the log of events: the order in which things were said
 * @param fingerprint of its text, by which its vector is found
 * @param textWords how many words its text has
 * @param ownWords how many words it has in all its fields, each counted by the field's weight
 */
public record Facts(
    UUID id,
    long sequence,
    Instant occurredAt,
    Instant createdAt,
    long place,
    long fingerprint,
    double confidence,
    float textWords,
    float ownWords) {}
