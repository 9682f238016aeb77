package dev.mneme.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

  private final KeyedHash hash = new KeyedHash(new byte[32]);

  @Test
  void shouldDeriveTheSameIdFromTheSamePartsAndAnotherForAnotherKind() {
    assertThat(DerivedId.of("memory", "a", "b")).isEqualTo(DerivedId.of("memory", "a", "b"));
    assertThat(DerivedId.of("memory", "a", "b")).isNotEqualTo(DerivedId.of("audit", "a", "b"));
  }

  @Test
  void shouldNotConfuseWhereOnePartEndsAndTheNextBegins() {
    assertThat(DerivedId.of("memory", "ab", "c")).isNotEqualTo(DerivedId.of("memory", "a", "bc"));
  }

  @Test
  void shouldMarkDerivedIdsAsVersionEight() {
    assertThat(DerivedId.of("memory", "a").version()).isEqualTo(8);
    assertThat(DerivedId.of("memory", "a").variant()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 490, 500, 505, 508, 512, 600, 5_000})
  void shouldFollowItsFormatForPartsOfAnySize(int size) throws NoSuchAlgorithmException {
    String part = "é".repeat(size / 2) + "x".repeat(size % 2);

    assertThat(DerivedId.of("audit", part, "end")).isEqualTo(byFormat("audit", part, "end"));
  }

  @Test
  void shouldNotCarryOverWhatAnIdThatFailedLeftBehind() {
    assertThatThrownBy(() -> DerivedId.of("memory", "a", null))
        .isInstanceOf(NullPointerException.class);

    assertThat(DerivedId.of("memory", "b")).hasToString("cafc0abd-c276-8fe8-9ba7-f4f04f6c103b");
  }

  /** As its documentation says, step by step. */
  private static UUID byFormat(String... parts) throws NoSuchAlgorithmException {
    ByteBuffer message = ByteBuffer.allocate(8_192);
    for (String part : parts) {
      byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
      message.putInt(utf8.length).put(utf8);
    }
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(Arrays.copyOf(message.array(), message.position()));
    hash[6] = (byte) (hash[6] & 0x0f | 0x80);
    hash[8] = (byte) (hash[8] & 0x3f | 0x80);
    ByteBuffer first = ByteBuffer.wrap(hash);
    return new UUID(first.getLong(), first.getLong());
  }

  @Test
  void shouldHashASubjectDifferentlyInEachTenantAndUnderEachKey() {
    byte[] otherKey = new byte[32];
    Arrays.fill(otherKey, (byte) 1);

    assertThat(hash.subject("acme", "s")).hasSize(64).isEqualTo(hash.subject("acme", "s"));
    assertThat(hash.subject("acme", "s")).isNotEqualTo(hash.subject("other", "s"));
    assertThat(hash.subject("acme", "s"))
        .isNotEqualTo(new KeyedHash(otherKey).subject("acme", "s"));
  }

  @Test
  void shouldRefuseAShortKeyNamingItsLength() {
    assertThatThrownBy(() -> new KeyedHash(new byte[16])).hasMessageContaining("16 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@example.com",
        "+49 30 901820",
        "Ada Lovelace",
        "hs_short",
        "",
        "0123456789abcdef",
        "hs_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST UVW"
      })
  void shouldRefuseWhatMayBeARawIdentifier(String candidate) {
    assertThat(Pseudonym.isValid(candidate)).isFalse();
  }

  @Test
  void shouldAcceptBothFormsOfAPseudonym() {
    assertThat(Pseudonym.isValid("hs_" + "aB3-_".repeat(9))).isTrue();
    assertThat(Pseudonym.isValid("0123456789abcdefABCDEF0123456789".repeat(2))).isTrue();
  }
}
