package dev.mneme.reader.anonymity;

import org.jspecify.annotations.Nullable;

/**
 * The people behind a number, as far as it matters whether it may be said.
 *
 * @param people how many they are at least; each counts once, whatever they contributed
 * @param fingerprint of what they contributed
 * @param shares how the number is spread over them; null when it is no sum
 */
public record Crowd(long people, Fingerprint fingerprint, @Nullable Shares shares) {

  /** Of both together, some of whom may be the same people. */
  public Crowd and(Crowd other) {
    Fingerprint both = fingerprint.plus(other.fingerprint);
    return new Crowd(
        Math.max(Math.max(people, other.people), both.people()),
        both,
        shares == null || other.shares == null ? null : shares.atWorstWith(other.shares));
  }

  /** Whether a number about them may be said where so many people are asked for. */
  public boolean hides(int k) {
    return people >= k && (k == 1 || shares == null || !shares.dominated());
  }
}
