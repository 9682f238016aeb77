package dev.mneme.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * What a contender writes for each event to one topic: as many records and bytes as the stage was
 * seen to write there.
 *
 * @param like topic or changelog of the stage that it stands for
 * @param topic the twin that the relays write to: as many partitions and the same settings
 * @param spread how its records spread over the partitions
 * @param keyBytes mean size of a key
 * @param valueBytes mean size of a value
 * @param times records for each event
 */
record Output(String like, String topic, Spread spread, int keyBytes, int valueBytes, int times) {

  /** How the stage's records of a topic spread over its partitions. */
  enum Spread {
    /** A record is in the partition of its event. */
    AS_THE_EVENT,
    /** By a key that differs from subject to subject. */
    BY_SUBJECT,
    /** All have one key, such as a scope. */
    ONE_KEY
  }

  int bytes() {
    return times * (keyBytes + valueBytes);
  }

  /** The partition when it is not left to the key. */
  @Nullable Integer partition(int ofEvent) {
    return spread == Spread.AS_THE_EVENT ? ofEvent : null;
  }

  /** As long as the stage's keys, and as different from one another. */
  byte[] key(byte[] subject, long number) {
    byte[] key = new byte[keyBytes];
    switch (spread) {
      case BY_SUBJECT -> System.arraycopy(subject, 0, key, 0, Math.min(keyBytes, subject.length));
      case AS_THE_EVENT -> {
        long rest = number;
        for (int i = 0; i < Math.min(keyBytes, Long.BYTES); i++) {
          key[i] = (byte) rest;
          rest >>>= Byte.SIZE;
        }
      }
      case ONE_KEY -> {}
    }
    return key;
  }
}
