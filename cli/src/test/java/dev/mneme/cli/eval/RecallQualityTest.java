package dev.mneme.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallQualityTest {

  @TempDir Path folder;

  private static Answered answered(int category, Set<String> evidence, String... ranked) {
    return new Answered(
        new LabelledQuestion("c", "q", "?", category, evidence),
        List.of(ranked),
        Set.of(ranked),
        "used",
        Duration.ofMillis(ranked.length));
  }

  @Test
  void shouldScoreAnAnswerByThePlacesOfItsEvidence() {
    Answered answered = answered(1, Set.of("b", "d", "x"), "a", "b", "c", "d");

    assertThat(answered.recall(1)).isZero();
    assertThat(answered.recall(2)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(answered.recall(10)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(answered.any(2)).isEqualTo(1);
    assertThat(answered.all(10)).isZero();
    assertThat(answered.reciprocalRank()).isEqualTo(0.5);
    double ideal = 1 + 1 / log2(3) + 1 / log2(4);
    assertThat(answered.ndcg(10)).isCloseTo((1 / log2(3) + 1 / log2(5)) / ideal, within(1e-12));
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  @Test
  void shouldKeepQuestionsWithoutAnAnswerOutOfTheMeans() {
    RecallQuality.Report report =
        RecallQuality.of(
            List.of(
                answered(1, Set.of("a"), "a"),
                answered(2, Set.of("a"), "b", "c", "d"),
                answered(4, Set.of("a")),
                answered(5, Set.of("a")),
                answered(5, Set.of(), "b", "c")),
            List.of(5));

    assertThat(report.byCategory().keySet()).containsExactly("1", "2", "4", "all");
    Map<String, Double> all = report.byCategory().get("all");
    assertThat(all).containsEntry("questions", 3.0);
    assertThat(all.get("evidence_recall@5")).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(report.abstention()).containsEntry("unanswerable_abstained", 0.5);
    assertThat(report.abstention().get("answerable_abstained")).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(report.latencyMs()).containsEntry("p50", 1.0).containsEntry("p99", 3.0);
  }

  @Test
  void shouldReadQuestionsAndCountWhatItSkips() throws Exception {
    Path file = folder.resolve("questions.jsonl");
    Files.writeString(
        file,
        """
        {"conv":"c","qid":"1","question":"Who?","category":1,"evidence":["D1:1; D1:2","D2:3"]}
        {"conv":"c","qid":"2","question":"When?","category":2,"evidence":[]}
        {"conv":"c","qid":"3","question":"What?","category":5,"evidence":[]}

        {"conv":"c","qid":"4"}
        nonsense
        """);

    LabelledQuestions read = LabelledQuestions.read(file);

    assertThat(read.questions()).extracting(LabelledQuestion::id).containsExactly("1", "3");
    assertThat(read.questions().getFirst().evidence()).containsOnly("D1:1", "D1:2", "D2:3");
    assertThat(read.withoutEvidence()).isEqualTo(1);
    assertThat(read.malformed()).isEqualTo(2);
  }
}
