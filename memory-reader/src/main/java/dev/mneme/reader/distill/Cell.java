package dev.mneme.reader.distill;

import dev.mneme.reader.anonymity.Crowd;
import dev.mneme.reader.anonymity.Fingerprint;
import dev.mneme.reader.anonymity.Shares;
import java.math.BigDecimal;

/**
 * What is known of the memories of a cell. Sums are exact, so that they do not depend on the order
 * in which they were made.
 *
 * @param memories how many
 * @param people whose they are
 * @param sum of their numbers, if numbers are asked for
 * @param shares of each person in the sum
 * @param tail the people at the end that is asked for, if one is
 * @param fingerprint of the memories
 */
public record Cell(
    long memories, long people, BigDecimal sum, Shares shares, Tail tail, Fingerprint fingerprint) {

  /** Of memories of different people together. */
  Cell and(Cell other, DistillQuestion question) {
    return new Cell(
        memories + other.memories,
        people + other.people,
        sum.add(other.sum),
        shares.and(other.shares),
        tail.and(other.tail, question.aggregate() == Aggregate.MIN, question.k()),
        fingerprint.plus(other.fingerprint));
  }

  Crowd crowd(Aggregate aggregate) {
    return new Crowd(people, fingerprint, aggregate.addsUp() ? shares : null);
  }
}
