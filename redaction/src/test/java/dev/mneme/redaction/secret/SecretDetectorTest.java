package dev.mneme.redaction.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDetectorTest {
  private final Redactor redactor = new Redactor(Policy.standard(), List.of(new SecretDetector()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a | [SECRET]",
        "AKIAIOSFODNN7EXAMPLE | [SECRET]",
        "key sk-abcdefghij0123456789ABCD. | key [SECRET].",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl | [SECRET]",
        "password: hunter2 | password: [SECRET]",
        "password = 'Sommer 2024' | password = 'Sommer 2024'",
        "clientSecret=9f86d081884c7d659a2feaa0c55ad015&x=1 | clientSecret=[SECRET]&x=1",
        "{\"apiKey\": \"9f86d081884c7d659a2feaa0c55ad015\"} | {\"apiKey\": \"[SECRET]\"}",
        "Authorization: Bearer abCD1234efGH5678 | Authorization: Bearer [SECRET]",
        "şifrem: Gizli1234 | şifrem: [SECRET]",
      })
  void shouldFindWhatOpensSomething(String text, String redacted) {
    assertThat(redactor.redact(text).text()).isEqualTo(redacted);
  }

  @Test
  void shouldTakeAPrivateKeyWhole() {
    String key = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----";

    assertThat(redactor.redact("x\n" + key + "\ny").text()).isEqualTo("x\n[SECRET]\ny");
    assertThat(redactor.redact(key.substring(0, 40)).text()).isEqualTo("[SECRET]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PUBLIC KEY-----\nMHcCAQEE\n-----END PUBLIC KEY-----",
        "sk-learn",
        "password reset",
        "password: required",
        "the password is wrong",
        "the key is under the mat",
        "token: none",
        "primary key: user_id",
        "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "550e8400-e29b-41d4-a716-446655440000",
        "API key rotation",
        "key: https://example.com/a1b2c3d4e5f6",
      })
  void shouldLeaveTheRestAlone(String text) {
    assertThat(redactor.redact(text).text()).isEqualTo(text);
  }
}
