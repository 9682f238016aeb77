package dev.mneme.redaction.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerTest {
  @Test
  void shouldReadTextsMarkedByHand() {
    List<Labelled> texts = LabelledLines.parse("# remark\n\nde An {{EMAIL|a@b.de}}\\nheute\n");

    assertThat(texts)
        .containsExactly(
            new Labelled(
                "An a@b.de\nheute", List.of(new Finding(PiiType.EMAIL, 3, 9)), "de", false));
  }

  @Test
  void shouldNameTheLineThatCannotBeRead() {
    assertThatThrownBy(() -> LabelledLines.parse("en fine\nen {{NOTHING|x}}"))
        .hasMessageContaining("line 2");
  }

  @Test
  void shouldCountWhatWasFoundInventedAndMissed() {
    List<Labelled> texts =
        LabelledLines.parse(
            """
            en {{EMAIL|a@b.co}} and {{PHONE|nothing like a phone}}
            en c@d.co
            en nothing
            """);

    Score score = Scorer.score(texts, Redactor.of(Policy.standard()), () -> 0);

    assertThat(score.of(PiiType.EMAIL)).isEqualTo(new Tally(1, 1, 0));
    assertThat(score.of(PiiType.PHONE)).isEqualTo(new Tally(0, 0, 1));
    assertThat(score.untouched()).isEqualTo(0.5);
    assertThat(score.table()).contains("EMAIL", "language en", "3 documents");
  }

  @Test
  void shouldWeighRecallMoreInF2() {
    Tally tally = new Tally(8, 2, 8);

    assertThat(tally.precision()).isEqualTo(0.8);
    assertThat(tally.recall()).isEqualTo(0.5);
    assertThat(tally.f1()).isCloseTo(0.615, within(0.001));
    assertThat(tally.f2()).isCloseTo(0.541, within(0.001));
  }
}
