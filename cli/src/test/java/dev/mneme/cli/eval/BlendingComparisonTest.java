package dev.mneme.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlendingComparisonTest {

  private static final LabelledQuestion QUESTION =
      new LabelledQuestion(
          "c", "q1", "What did Caroline research for the adoption agency?", 1, Set.of("D1:1"));

  private static Answered answered(String... ranked) {
    return new Answered(QUESTION, List.of(ranked), null, "used", Duration.ofMillis(5));
  }

  @Test
  void shouldSayWhatBlendingChanges() {
    List<Answered> episodic = List.of(answered("a", "b", "c", "d"), answered("a"));
    List<BlendedAnswer> blended =
        List.of(
            new BlendedAnswer(
                answered("a", "c", "b", "e"),
                List.of("convergent", "convergent", "episodic", "completed"),
                "used"),
            new BlendedAnswer(answered("a"), List.of("episodic"), "late"));

    BlendingComparison comparison = BlendingComparison.of(episodic, blended);

    assertThat(comparison.overlap()).isCloseTo((0.75 + 1) / 2, within(1e-12));
    assertThat(comparison.convergent()).isCloseTo(2.0 / 5, within(1e-12));
    assertThat(comparison.completed()).isCloseTo(0.5, within(1e-12));
    assertThat(comparison.late()).isCloseTo(0.5, within(1e-12));
    assertThat(comparison.semantic()).containsEntry("used", 1L).containsEntry("late", 1L);
  }

  @Test
  void shouldKeepHalfOfTheContentWordsTheSameHalfForTheSameSeed() {
    String cue = PartialCue.of(QUESTION, 7).question();

    assertThat(cue.split(" ")).hasSize(2).isSubsetOf("Caroline", "research", "adoption", "agency");
    assertThat(PartialCue.of(QUESTION, 7).question()).isEqualTo(cue);
    assertThat(PartialCue.of(QUESTION, 7).evidence()).isEqualTo(QUESTION.evidence());
    assertThat(
            LongStream.range(0, 20)
                .mapToObj(s -> PartialCue.of(QUESTION, s).question())
                .distinct()
                .count())
        .isGreaterThan(1);
  }

  @Test
  void shouldLeaveAQuestionOfOneWordWhole() {
    LabelledQuestion one = new LabelledQuestion("c", "q", "Where is it, Pepper?", 1, Set.of());

    assertThat(PartialCue.of(one, 1)).isEqualTo(one);
  }
}
