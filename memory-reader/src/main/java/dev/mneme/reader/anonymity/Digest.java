package dev.mneme.reader.anonymity;

import java.util.UUID;

/** 64 bits that stand for a person or for what came from them: equal for equals, else as drawn. */
public final class Digest {

  /** FNV-1a, 64 bits (Fowler, Noll, Vo). */
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;

  private static final long FNV_PRIME = 0x100000001b3L;

  private Digest() {}

  public static long of(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** Of one revision of a memory: whatever is said of it, a changed memory is another. */
  public static long of(UUID memory, int revision) {
    return mix(
        mix(memory.getMostSignificantBits())
            + mix(memory.getLeastSignificantBits() ^ 0x5851f42d4c957f2dL)
            + revision);
  }

  /** Of a person and a value of theirs. */
  public static long of(long subject, double value) {
    return mix(subject + mix(Double.doubleToLongBits(value)));
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
