package dev.mneme.reader.anonymity;

import java.util.List;

/**
 * What is about to be said.
 *
 * @param floor how many people must stand behind each number of it, and between any two
 * @param sets the fingerprint of each number that adds up with others
 * @param tails the fingerprint of the people at the ends that a lowest or highest was taken from;
 *     they are compared among themselves, because an end adds up with nothing else
 */
public record Claim(int floor, List<Fingerprint> sets, List<Fingerprint> tails) {

  public Claim {
    sets = List.copyOf(sets);
    tails = List.copyOf(tails);
  }
}
