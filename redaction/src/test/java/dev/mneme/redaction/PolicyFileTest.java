package dev.mneme.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
  @Test
  void shouldReadOperatorsAndReplaceWhatIsNotNamed() throws BadPolicyException {
    Policy policy =
        PolicyFile.parse(
            """
            # ours
            version = 2026-11
            PHONE = mask 2   # the last two help support
            EMAIL = hash
            IBAN = token
            ADDRESS = keep
            UK_NINO = off
            PERSON = replace
            """);

    assertThat(policy.version()).isEqualTo("2026-11");
    assertThat(policy.operators())
        .containsEntry(PiiType.PHONE, new Operator.Mask(2))
        .containsEntry(PiiType.EMAIL, new Operator.Hash())
        .containsEntry(PiiType.IBAN, new Operator.Token())
        .containsEntry(PiiType.ADDRESS, new Operator.Keep())
        .containsEntry(PiiType.PERSON, new Operator.Replace())
        .containsEntry(PiiType.US_SSN, new Operator.Replace())
        .doesNotContainKey(PiiType.UK_NINO);
  }

  @Test
  void shouldLeaveNamesOfPeopleAloneUnlessTold() throws BadPolicyException {
    assertThat(PolicyFile.parse("version=1").operators()).doesNotContainKey(PiiType.PERSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version = 1;EMIAL = replace | 2 | no such type: EMIAL",
        "version = 1;;EMAIL = erase | 3 | no such operator: erase",
        "version = 1;EMAIL | 2 | not of the form",
        "version = 1;EMAIL = hash;EMAIL = mask | 3 | named a second time",
        "version = 1;version = 2 | 2 | given a second time",
        "version = a b | 1 | a version is",
        "EMAIL = hash | 1 | no version",
        "version = 1;PHONE = mask 9 | 2 | no such operator: mask 9",
      })
  void shouldRefuseABadPolicyNamingTheLineAndTheReason(String file, int line, String reason) {
    assertThatThrownBy(() -> PolicyFile.parse(file.replace(";", "\n")))
        .isInstanceOf(BadPolicyException.class)
        .hasMessageContaining("line " + line + ":")
        .hasMessageContaining(reason);
  }

  @Test
  void shouldNameTheFileAndTheLineThatNeedsAKeyWhenThereIsNone(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("ours.policy");
    Files.writeString(file, "version = 1\n\nEMAIL = hash\n");

    assertThatThrownBy(() -> PolicyFile.redactor(file, Optional.empty()))
        .isInstanceOf(BadPolicyException.class)
        .hasMessageContaining("ours.policy, line 3: EMAIL = hash needs a redaction key");
    assertThat(
            PolicyFile.redactor(file, Optional.of(new RedactionKey(new byte[32])))
                .redact("to ada@example.com")
                .text())
        .matches("to \\[EMAIL:hash:[a-p]{32}]");
  }
}
