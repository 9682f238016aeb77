package dev.mneme.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.score.LabelledLines;
import dev.mneme.redaction.score.Score;
import dev.mneme.redaction.score.Scorer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures that must not drop, on the project's own labelled set. */
class LabelledSetTest {
  private static Score score;

  @BeforeAll
  static void scoreTheSet() throws IOException {
    try (InputStream file = LabelledSetTest.class.getResourceAsStream("/labelled.txt")) {
      String content =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      score =
          Scorer.score(
              LabelledLines.parse(content), Redactor.of(Policy.standard()), System::nanoTime);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EMAIL, 0.99, 0.99",
    "PHONE, 0.95, 0.95",
    "CREDIT_CARD, 0.98, 0.98",
    "IBAN, 0.98, 0.98",
    "US_SSN, 0.98, 0.98",
    "IP_ADDRESS, 0.98, 0.98",
    "ADDRESS, 0.95, 0.95",
    "SECRET, 0.95, 0.95",
    "DATE_OF_BIRTH, 0.95, 0.95",
  })
  void shouldFindATypeAsWellAsEver(PiiType type, double precision, double recall) {
    assertThat(score.of(type).precision()).as("precision").isGreaterThanOrEqualTo(precision);
    assertThat(score.of(type).recall()).as("recall").isGreaterThanOrEqualTo(recall);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "URL_CREDENTIALS",
        "CRYPTO_WALLET",
        "IT_FISCAL_CODE",
        "FR_INSEE",
        "TR_TCKN",
        "DE_TAX_ID",
        "ES_DNI",
        "UK_NINO",
        "MAC_ADDRESS"
      })
  void shouldFindEveryNumberWithAChecksum(PiiType type) {
    assertThat(score.of(type).found()).isPositive();
    assertThat(score.of(type).missed()).isZero();
    assertThat(score.of(type).invented()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "tr", "de", "fr", "es", "it"})
  void shouldServeEveryLanguage(String language) {
    assertThat(score.byLanguage().get(language).f2()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void shouldLeaveTextsWithoutPersonalDataAlone() {
    assertThat(score.clean()).isGreaterThan(200);
    assertThat(score.untouched()).isGreaterThanOrEqualTo(0.98);
  }
}
