package dev.mneme.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class StepTest {

  @Test
  void shouldStartWhatRestsOnNothingAtOnce() {
    assertThat(Step.KAFKA.after()).isEmpty();
    assertThat(Step.REGISTRY.after()).isEmpty();
    assertThat(Step.POSTGRES.after()).isEmpty();
  }

  @Test
  void shouldNotStartAServiceBeforeTopicsAndSchemasAreThere() {
    for (Step step : Step.values()) {
      step.part()
          .filter(PartName::isService)
          .ifPresent(part -> assertThat(step.after()).contains(Step.TOPICS, Step.SCHEMAS));
    }
  }

  @Test
  void shouldSeedOnlyWhatIsStarted() {
    assertThat(Step.forParts(EnumSet.of(PartName.KAFKA))).containsExactly(Step.KAFKA, Step.TOPICS);
    assertThat(Step.forParts(EnumSet.of(PartName.POSTGRES, PartName.REGISTRY)))
        .containsExactly(Step.REGISTRY, Step.POSTGRES, Step.SCHEMAS);
    assertThat(Step.forParts(EnumSet.allOf(PartName.class))).containsExactly(Step.values());
    assertThat(Step.forParts(PartName.all())).doesNotContain(Step.READER_2, Step.READER_3);
  }

  @Test
  void shouldHaveNoStepThatWaitsForItself() {
    for (Step step : Step.values()) {
      assertThat(step.after()).allSatisfy(before -> assertThat(before).isLessThan(step));
    }
  }
}
