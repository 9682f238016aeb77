package dev.mneme.shell.audit.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedKeysTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldHoldWhatAMapHolds(long seed) {
    Random random = new Random(seed);
    List<String> subjects = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      subjects.add(subject(random, i % 3 == 0));
    }
    PackedKeys keys = new PackedKeys();
    Map<String, byte[]> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String subject = subjects.get(random.nextInt(subjects.size()));
      if (random.nextInt(3) == 0) {
        keys.remove(subject);
        expected.remove(subject);
      } else {
        byte[] key = new byte[32];
        random.nextBytes(key);
        keys.put(subject, key);
        expected.put(subject, key);
      }
    }

    assertThat(keys.size()).isEqualTo(expected.size());
    for (String subject : subjects) {
      assertThat(keys.get(subject).orElse(null)).isEqualTo(expected.get(subject));
    }
  }

  /** Some crowd in one place of the table. */
  private static String subject(Random random, boolean crowded) {
    byte[] hash = new byte[32];
    random.nextBytes(hash);
    if (crowded) {
      for (int i = 0; i < 8; i++) {
        hash[i] = 1;
      }
    }
    return HexFormat.of().formatHex(hash);
  }
}
