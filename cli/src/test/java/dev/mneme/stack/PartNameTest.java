package dev.mneme.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PartNameTest {

  @ParameterizedTest
  @EnumSource(PartName.class)
  void shouldReadBackItsOwnLabel(PartName name) {
    assertThat(PartName.parse(name.label())).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"writer,WRITER", "Reader,READER", "guard,GUARD", "audit,AUDIT_SINK", " kafka ,KAFKA"})
  void shouldUnderstandWhatPeopleCallAPart(String text, PartName expected) {
    assertThat(PartName.parse(text)).isEqualTo(expected);
  }

  @Test
  void shouldNameThePartsThereAreWhenAskedForAnother() {
    assertThatThrownBy(() -> PartName.parse("redis"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis")
        .hasMessageContaining("kafka, registry, postgres");
  }
}
