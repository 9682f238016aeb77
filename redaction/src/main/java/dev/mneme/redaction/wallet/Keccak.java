package dev.mneme.redaction.wallet;

/**
 * Keccak-256 as submitted to the SHA-3 competition, which Ethereum uses; the JDK has only the later
 * standard, whose padding differs. For messages shorter than one block.
 */
final class Keccak {
  private static final int RATE = 136;
  private static final int ROUNDS = 24;

  private Keccak() {}

  static byte[] hash256(byte[] message) {
    if (message.length >= RATE) {
      throw new IllegalArgumentException("longer than a block: " + message.length);
    }
    byte[] block = new byte[RATE];
    System.arraycopy(message, 0, block, 0, message.length);
    block[message.length] ^= 0x01;
    block[RATE - 1] ^= (byte) 0x80;
    long[] state = new long[25];
    for (int i = 0; i < RATE; i++) {
      state[i / 8] ^= (block[i] & 0xffL) << 8 * (i % 8);
    }
    permute(state);
    byte[] hash = new byte[32];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) (state[i / 8] >>> 8 * (i % 8));
    }
    return hash;
  }

  private static void permute(long[] a) {
    int lfsr = 1;
    for (int round = 0; round < ROUNDS; round++) {
      theta(a);
      rhoAndPi(a);
      chi(a);
      for (int j = 0; j < 7; j++) {
        if ((lfsr & 1) == 1) {
          a[0] ^= 1L << (1 << j) - 1;
        }
        lfsr = lfsr << 1 ^ (lfsr >> 7) * 0x171;
      }
    }
  }

  private static void theta(long[] a) {
    long[] c = new long[5];
    for (int x = 0; x < 5; x++) {
      c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    }
    for (int x = 0; x < 5; x++) {
      long d = c[(x + 4) % 5] ^ Long.rotateLeft(c[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) {
        a[y + x] ^= d;
      }
    }
  }

  private static void rhoAndPi(long[] a) {
    int x = 1;
    int y = 0;
    long current = a[x];
    for (int t = 0; t < 24; t++) {
      int nextY = (2 * x + 3 * y) % 5;
      x = y;
      y = nextY;
      long moved = a[x + 5 * y];
      a[x + 5 * y] = Long.rotateLeft(current, (t + 1) * (t + 2) / 2);
      current = moved;
    }
  }

  private static void chi(long[] a) {
    for (int y = 0; y < 25; y += 5) {
      long first = a[y];
      long second = a[y + 1];
      for (int x = 0; x < 3; x++) {
        a[y + x] ^= ~a[y + x + 1] & a[y + x + 2];
      }
      a[y + 3] ^= ~a[y + 4] & first;
      a[y + 4] ^= ~first & second;
    }
  }
}
