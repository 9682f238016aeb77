package dev.mneme.cli.dualwrite;

import java.util.Arrays;

/**
 * Count and digest of one layer's memories in each bucket of subjects. The digest is a sum, so the
 * order does not matter and a bucket needs eight bytes.
 */
final class Tally {

  static final int BUCKETS = 16;

  private final long[] counts = new long[BUCKETS];
  private final long[] digests = new long[BUCKETS];

  void add(String key, long offset, long contents) {
    int bucket = bucketOf(key);
    counts[bucket]++;
    digests[bucket] += Fingerprint.hash(key + "@" + offset + "#" + contents);
  }

  /** By the subject, so that a bucket that differs narrows down whose memories do. */
  private static int bucketOf(String key) {
    int from = key.indexOf('/') + 1;
    int to = key.indexOf('/', from);
    String subject = to < 0 ? key : key.substring(from, to);
    return (int) Math.floorMod(Fingerprint.hash(subject), (long) BUCKETS);
  }

  long count() {
    return Arrays.stream(counts).sum();
  }

  long count(int bucket) {
    return counts[bucket];
  }

  long digest() {
    return Arrays.stream(digests).sum();
  }

  long digest(int bucket) {
    return digests[bucket];
  }
}
