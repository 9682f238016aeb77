package dev.mneme.shell.audit.keys;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Many keys in little memory: a table with open addressing, 48 bytes a place, at most two thirds of
 * the places taken. A subject is known by the first 16 bytes of its hash, which is a keyed one:
 * nobody can make two that are alike.
 */
public final class PackedKeys {
  private static final int KEY_BYTES = 32;
  private static final int LEAST_PLACES = 1024;
  private static final int HEX_OF_LONG = 16;

  private long[] names = new long[2 * LEAST_PLACES];
  private byte[] keys = new byte[KEY_BYTES * LEAST_PLACES];
  private int size;

  public synchronized int size() {
    return size;
  }

  public synchronized Optional<byte[]> get(String subjectHash) {
    long high = high(subjectHash);
    long low = low(subjectHash);
    int place = place(high, low);
    return taken(place)
        ? Optional.of(Arrays.copyOfRange(keys, place * KEY_BYTES, (place + 1) * KEY_BYTES))
        : Optional.empty();
  }

  public synchronized void put(String subjectHash, byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a subject's key has 32 bytes, not " + key.length);
    }
    if (3 * (size + 1) > names.length) { // two thirds of half as many places
      grow();
    }
    place(high(subjectHash), low(subjectHash), key, 0);
  }

  public synchronized void remove(String subjectHash) {
    int place = place(high(subjectHash), low(subjectHash));
    if (!taken(place)) {
      return;
    }
    clear(place);
    size--;
    // those behind it may have been moved on by it: put each where it belongs now
    for (int next = after(place); taken(next); next = after(next)) {
      long high = names[2 * next];
      long low = names[2 * next + 1];
      byte[] key = Arrays.copyOfRange(keys, next * KEY_BYTES, (next + 1) * KEY_BYTES);
      clear(next);
      size--;
      place(high, low, key, 0);
    }
  }

  public synchronized void clear() {
    names = new long[2 * LEAST_PLACES];
    keys = new byte[KEY_BYTES * LEAST_PLACES];
    size = 0;
  }

  private void grow() {
    long[] oldNames = names;
    byte[] oldKeys = keys;
    names = new long[2 * oldNames.length];
    keys = new byte[2 * oldKeys.length];
    size = 0;
    for (int i = 0; i < oldNames.length / 2; i++) {
      if (oldNames[2 * i] != 0 || oldNames[2 * i + 1] != 0) {
        place(oldNames[2 * i], oldNames[2 * i + 1], oldKeys, i * KEY_BYTES);
      }
    }
  }

  private void place(long high, long low, byte[] from, int at) {
    int place = place(high, low);
    if (!taken(place)) {
      names[2 * place] = high;
      names[2 * place + 1] = low;
      size++;
    }
    System.arraycopy(from, at, keys, place * KEY_BYTES, KEY_BYTES);
  }

  /** Where it is, or the free place where it would be. */
  private int place(long high, long low) {
    int place = (int) (high >>> 1) & mask();
    while (taken(place) && (names[2 * place] != high || names[2 * place + 1] != low)) {
      place = after(place);
    }
    return place;
  }

  private boolean taken(int place) {
    return names[2 * place] != 0 || names[2 * place + 1] != 0;
  }

  private void clear(int place) {
    names[2 * place] = 0;
    names[2 * place + 1] = 0;
    Arrays.fill(keys, place * KEY_BYTES, (place + 1) * KEY_BYTES, (byte) 0);
  }

  private int after(int place) {
    return (place + 1) & mask();
  }

  private int mask() {
    return names.length / 2 - 1;
  }

  private static long high(String subjectHash) {
    return HexFormat.fromHexDigitsToLong(subjectHash, 0, HEX_OF_LONG);
  }

  private static long low(String subjectHash) {
    return HexFormat.fromHexDigitsToLong(subjectHash, HEX_OF_LONG, 2 * HEX_OF_LONG);
  }
}
