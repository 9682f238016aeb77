package dev.mneme.reader.distill.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.identity.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PartProofTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final String PATH = "/v1/instances/distill?partitions=0,2";
  private static final byte[] BODY = "{\"k\":5}".getBytes(StandardCharsets.UTF_8);

  private final PartProof proof = new PartProof(new KeyedHash(new byte[32]));

  @Test
  void shouldHoldForJustThisRequestForAMoment() {
    String given = proof.of(PATH, BODY, NOW);

    assertThat(proof.holds(given, PATH, BODY, NOW.plusSeconds(30))).isTrue();
    assertThat(proof.holds(given, PATH, BODY, NOW.plusSeconds(31))).isFalse();
    assertThat(proof.holds(given, PATH, BODY, NOW.minus(Duration.ofMinutes(1)))).isFalse();
    assertThat(proof.holds(given, PATH + ",1", BODY, NOW)).isFalse();
    assertThat(proof.holds(given, PATH, "{\"k\":1}".getBytes(StandardCharsets.UTF_8), NOW))
        .isFalse();
  }

  @Test
  void shouldNotHoldWithoutTheKeyNorInAnotherForm() {
    byte[] another = new byte[32];
    another[0] = 1;
    String forged = new PartProof(new KeyedHash(another)).of(PATH, BODY, NOW);

    assertThat(proof.holds(forged, PATH, BODY, NOW)).isFalse();
    assertThat(proof.holds("", PATH, BODY, NOW)).isFalse();
    assertThat(proof.holds("now." + "0".repeat(64), PATH, BODY, NOW)).isFalse();
  }

  /** Auditors see hashes of contents: none of them may be a proof. */
  @Test
  void shouldNotBeTheHashOfAnyContent() {
    KeyedHash hash = new KeyedHash(new byte[32]);
    String content = "distill part\n%d\n%s\n%s".formatted(NOW.getEpochSecond(), PATH, "{\"k\":5}");

    String forged = NOW.getEpochSecond() + "." + hash.content(content);

    assertThat(proof.holds(forged, PATH, BODY, NOW)).isFalse();
  }
}
