package dev.mneme.writer.state;

/**
 * A Bloom filter of a fixed size: four bits for each key, at least twelve bits of room for each. Of
 * a hundred keys that are not in it, it takes less than one for one that is, until it is full.
 */
final class KeyFilter {
  private static final int BITS_PER_KEY = 12;
  private static final int PROBES = 4;

  private final int capacity;
  private final long[] words;
  private int keys;

  KeyFilter(int capacity) {
    this.capacity = capacity;
    int bits = Integer.highestOneBit(Math.max(Long.SIZE, BITS_PER_KEY * capacity - 1)) << 1;
    this.words = new long[bits / Long.SIZE];
  }

  int capacity() {
    return capacity;
  }

  boolean isFull() {
    return keys >= capacity;
  }

  /**
   * @param hash of the key, of 64 bits that are as good as random
   */
  void add(long hash) {
    int step = (int) (hash >>> 32) | 1;
    int place = (int) hash;
    for (int probe = 0; probe < PROBES; probe++) {
      words[word(place)] |= 1L << place;
      place += step;
    }
    keys++;
  }

  /** Surely not, or maybe. */
  boolean mayHold(long hash) {
    int step = (int) (hash >>> 32) | 1;
    int place = (int) hash;
    for (int probe = 0; probe < PROBES; probe++) {
      if ((words[word(place)] & 1L << place) == 0) {
        return false;
      }
      place += step;
    }
    return true;
  }

  private int word(int place) {
    return place >>> 6 & words.length - 1;
  }
}
