package dev.mneme.cli.dualwrite;

/** A part of a partition's keys that fits into memory: the log is read once for each. */
record Slice(int number, int of) {

  /** So many slices that none has more keys than fit, however many the log may hold. */
  static int count(long mostKeys, int fit) {
    return Math.toIntExact(Math.max(1, Math.ceilDiv(mostKeys, (long) fit)));
  }

  boolean has(String key) {
    return Math.floorMod(key.hashCode(), of) == number;
  }
}
