package dev.mneme.reader.anonymity;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * Who and what stands behind a number, in a form that is small, adds up, and can be compared.
 *
 * <p>A subject belongs to one of {@value #BUCKETS} buckets; a bucket is the sum, modulo 2^64, of
 * the hashes of what its subjects contributed. So the fingerprint of two disjoint sets together is
 * the sum of theirs, in any order, and every bucket in which two fingerprints differ is at least
 * one person who contributed something to one and not to the other. Two people may share a bucket:
 * counting buckets never counts a person too many.
 */
public final class Fingerprint {

  public static final int BUCKETS = 4096;
  public static final Fingerprint EMPTY = new Fingerprint(new int[0], new long[0]);

  private static final int ENTRY_BYTES = Integer.BYTES + Long.BYTES;

  private final int[] buckets;
  private final long[] sums;

  private Fingerprint(int[] buckets, long[] sums) {
    this.buckets = buckets;
    this.sums = sums;
  }

  /** Of what was added to it. */
  public static final class Builder {

    private final TreeMap<Integer, Long> sums = new TreeMap<>();

    /**
     * @param subject hash of the person
     * @param contribution hash of what came from them
     */
    public void add(long subject, long contribution) {
      sums.merge((int) Long.remainderUnsigned(subject, BUCKETS), contribution, Long::sum);
    }

    public Fingerprint build() {
      sums.values().removeIf(sum -> sum == 0);
      return new Fingerprint(
          sums.keySet().stream().mapToInt(Integer::intValue).toArray(),
          sums.values().stream().mapToLong(Long::longValue).toArray());
    }
  }

  /**
   * As it was taken apart.
   *
   * @param buckets ascending, each below {@link #BUCKETS}
   * @param sums none of them zero, one for each bucket
   * @throws IllegalArgumentException when they are not
   */
  public static Fingerprint of(int[] buckets, long[] sums) {
    if (buckets.length != sums.length) {
      throw new IllegalArgumentException("a fingerprint has a sum for each bucket");
    }
    for (int i = 0; i < buckets.length; i++) {
      boolean ascending = i == 0 || buckets[i] > buckets[i - 1];
      if (!ascending || buckets[i] < 0 || buckets[i] >= BUCKETS || sums[i] == 0) {
        throw new IllegalArgumentException("a fingerprint has ascending buckets and no zero sums");
      }
    }
    return new Fingerprint(buckets.clone(), sums.clone());
  }

  public int[] buckets() {
    return buckets.clone();
  }

  public long[] sums() {
    return sums.clone();
  }

  /** The least number of people behind it. */
  public int people() {
    return buckets.length;
  }

  public int bytes() {
    return buckets.length * ENTRY_BYTES;
  }

  /** Of both together. */
  public Fingerprint plus(Fingerprint other) {
    int[] into = new int[buckets.length + other.buckets.length];
    long[] sum = new long[into.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < buckets.length || j < other.buckets.length) {
      int mine = i < buckets.length ? buckets[i] : BUCKETS;
      int theirs = j < other.buckets.length ? other.buckets[j] : BUCKETS;
      int bucket = Math.min(mine, theirs);
      long both = (mine == bucket ? sums[i++] : 0) + (theirs == bucket ? other.sums[j++] : 0);
      if (both != 0) {
        into[count] = bucket;
        sum[count++] = both;
      }
    }
    return new Fingerprint(Arrays.copyOf(into, count), Arrays.copyOf(sum, count));
  }

  /**
   * The least number of people by which this differs from the other.
   *
   * @param enough where counting stops
   */
  int between(Fingerprint other, int enough) {
    return left(false, other, true, EMPTY, enough);
  }

  /**
   * The least number of people that are left when one is added to or taken off this, and another
   * too. It is asked for each pair of many, so it goes through the three at once.
   *
   * @param add whether one is added; else taken off
   * @param addOther whether the other is added; else taken off
   * @param enough where counting stops
   */
  int left(boolean add, Fingerprint one, boolean addOther, Fingerprint other, int enough) {
    int people = 0;
    int i = 0;
    int j = 0;
    int k = 0;
    while (people < enough) {
      int mine = i < buckets.length ? buckets[i] : BUCKETS;
      int ofOne = j < one.buckets.length ? one.buckets[j] : BUCKETS;
      int ofOther = k < other.buckets.length ? other.buckets[k] : BUCKETS;
      int bucket = Math.min(mine, Math.min(ofOne, ofOther));
      if (bucket == BUCKETS) {
        return people;
      }
      long sum = mine == bucket ? sums[i++] : 0;
      if (ofOne == bucket) {
        sum += add ? one.sums[j] : -one.sums[j];
        j++;
      }
      if (ofOther == bucket) {
        sum += addOther ? other.sums[k] : -other.sums[k];
        k++;
      }
      people += sum == 0 ? 0 : 1;
    }
    return people;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint f
        && Arrays.equals(buckets, f.buckets)
        && Arrays.equals(sums, f.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(buckets) * 31 + Arrays.hashCode(sums);
  }

  /** Nothing of whom it is about. */
  @Override
  public String toString() {
    return "Fingerprint[buckets=" + buckets.length + "]";
  }
}
