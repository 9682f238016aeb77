package dev.mneme.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrillsTest {

  @Test
  void shouldHaveEachDrillOnceUnderAPlainNameWithItsClaim() {
    assertThat(Drills.all()).extracting(Drill::name).doesNotHaveDuplicates();
    assertThat(Drills.all())
        .allSatisfy(
            drill -> {
              assertThat(drill.name()).matches("[a-z]+(-[a-z]+)*");
              assertThat(drill.claim()).endsWith(".");
              assertThat(Drills.named(drill.name())).contains(drill);
            });
    assertThat(Drills.named("nothing")).isEmpty();
  }
}
