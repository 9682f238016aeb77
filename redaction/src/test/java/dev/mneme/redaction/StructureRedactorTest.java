package dev.mneme.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StructureRedactorTest {
  private final StructureRedactor redactor = new StructureRedactor(Redactor.of(Policy.standard()));

  @Test
  void shouldRedactKeysAndValuesAtAnyDepth() {
    Object structure =
        Map.of("a", List.of(Map.of("ada@example.com", Arrays.asList("call 0171 1234567", null))));

    StructureRedactor.Result result = redactor.redact(structure);

    assertThat(result.value())
        .isEqualTo(Map.of("a", List.of(Map.of("[EMAIL]", Arrays.asList("call [PHONE]", null)))));
    assertThat(result.counts()).isEqualTo(Map.of(PiiType.EMAIL, 1, PiiType.PHONE, 1));
  }

  @Test
  void shouldReadAValueKnowingItsKey() {
    assertThat(redactor.redact(Map.of("password", "hunter2")).value())
        .isEqualTo(Map.of("password", "[SECRET]"));
    assertThat(redactor.redact(Map.of("birth_date", "1990-03-04")).value())
        .isEqualTo(Map.of("birth_date", "[DATE_OF_BIRTH]"));
    assertThat(redactor.redact(Map.of("dateOfBirth", "04/03/1990")).value())
        .isEqualTo(Map.of("dateOfBirth", "[DATE_OF_BIRTH]"));
    assertThat(redactor.redact(Map.of("ssn", "308630237")).value())
        .isEqualTo(Map.of("ssn", "[US_SSN]"));
    assertThat(redactor.redact(Map.of("orderId", "4155552671")).value())
        .isEqualTo(Map.of("orderId", "4155552671"));
  }

  @Test
  void shouldReplaceANumberThatIsPersonalAndKeepOthersAsTheyAre() {
    assertThat(redactor.redact(List.of(4532071216424424L, 42, 1.5, true)).value())
        .isEqualTo(List.of("[CREDIT_CARD]", 42, 1.5, true));
  }

  @Test
  void shouldLoseNoValueWhenKeysBecomeTheSame() {
    Object value = redactor.redact(Map.of("a@example.com", 1, "b@example.com", 2)).value();

    assertThat(((Map<?, ?>) Objects.requireNonNull(value)).keySet())
        .map(Object::toString)
        .containsExactlyInAnyOrder("[EMAIL]", "[EMAIL] (2)");
  }

  @Test
  void shouldRefuseWhatIsNestedTooDeep() {
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    List<Object> nested = deep;

    assertThatThrownBy(() -> redactor.redact(nested))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("128");
  }
}
