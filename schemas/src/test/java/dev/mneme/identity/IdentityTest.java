package dev.mneme.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
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
