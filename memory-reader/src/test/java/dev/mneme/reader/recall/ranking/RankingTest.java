package dev.mneme.reader.recall.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mneme.reader.recall.ranking.Corpus.Word;
import dev.mneme.reader.recall.ranking.Ranking.Placed;
import dev.mneme.reader.recall.ranking.Ranking.Ranked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final RankingPolicy BY_SCORE = RankingPolicy.DEFAULT.withDiversity(0);

  /** One said after the other in one session, each with four words. */
  private static Facts said(int number) {
    return facts(number, 7, NOON, 1);
  }

  private static Facts facts(int number, long session, Instant at, double confidence) {
    return new Facts(new UUID(0, number), session, at, NOON, number, number, confidence, 4, 4);
  }

  private static Word word(String word, float... own) {
    return new Word(word, own, own, true);
  }

  private static Corpus corpus(List<Facts> memories, List<Word> words, float... likeness) {
    boolean[] all = new boolean[memories.size()];
    Arrays.fill(all, true);
    return new Corpus(
        memories, all, words, likeness.length == 0 ? Optional.empty() : Optional.of(likeness));
  }

  private static Ranked rank(Corpus corpus) {
    return Ranking.rank(corpus, BY_SCORE, Likeness.UNKNOWN, 10);
  }

  private static List<Integer> order(Ranked ranked) {
    return ranked.placed().stream().map(Placed::memory).toList();
  }

  @Test
  void shouldCountAWordOfTheTurnsAroundForLess() {
    // Given: five turns, the word in the third
    Corpus corpus =
        corpus(
            List.of(said(1), said(2), said(3), said(4), said(5)),
            List.of(word("tea", 0, 0, 1, 0, 0)));

    Ranked ranked = rank(corpus);

    // Then: by hand. All five have it, so idf = ln(1 + 45.5 / 5.5); lengths 4 + 4·(½ and ¼ of
    // those around): 7, 9, 10, 9, 7, on average 8.4
    double idf = Math.log(1 + 45.5 / 5.5);
    assertThat(order(ranked)).containsExactly(2, 1, 3, 0, 4);
    assertThat(words(ranked, 0).score())
        .isCloseTo(idf * 1.9 / (1 + 0.9 * (0.6 + 0.4 * 10 / 8.4)), within(1e-9));
    assertThat(words(ranked, 1).score())
        .isCloseTo(idf * 0.5 * 1.9 / (0.5 + 0.9 * (0.6 + 0.4 * 9 / 8.4)), within(1e-9));
    assertThat(words(ranked, 3).score())
        .isCloseTo(idf * 0.25 * 1.9 / (0.25 + 0.9 * (0.6 + 0.4 * 7 / 8.4)), within(1e-9));
    assertThat(words(ranked, 1).parts().getFirst().own()).isZero();
    assertThat(words(ranked, 1).parts().getFirst().around()).isEqualTo(0.5);
  }

  private static ScoreParts.Words words(Ranked ranked, int place) {
    return ranked.placed().get(place).parts().words();
  }

  @Test
  void shouldNotLookBeyondTheSessionOrWhereThereIsNone() {
    Corpus corpus =
        corpus(
            List.of(
                facts(1, 7, NOON, 1),
                facts(2, 8, NOON, 1),
                facts(3, 0, NOON, 1),
                facts(4, 0, NOON, 1)),
            List.of(word("tea", 1, 0, 1, 0)));

    assertThat(order(rank(corpus))).containsExactlyInAnyOrder(0, 2);
  }

  @Test
  void shouldFuseByReciprocalRank() {
    // Given: the second is first by words, the first by meaning
    Corpus corpus =
        corpus(
            List.of(facts(1, 0, NOON, 1), facts(2, 0, NOON, 1)),
            List.of(word("tea", 1, 3)),
            0.9f,
            0.6f);

    Ranked ranked = rank(corpus);

    assertThat(order(ranked)).containsExactly(1, 0);
    assertThat(ranked.placed().get(0).parts().score())
        .isCloseTo(1.0 / 21 + 0.6 / 22, within(1e-12));
    assertThat(ranked.placed().get(1).parts().score())
        .isCloseTo(1.0 / 22 + 0.6 / 21, within(1e-12));
  }

  @Test
  void shouldSpreadLikenessToTheTurnsAround() {
    Corpus corpus =
        corpus(List.of(said(1), said(2), said(3)), List.of(word("tea", 1, 1, 1)), 0.9f, 0.5f, 0.4f);

    Ranked ranked = rank(corpus);

    List<Double> scores = new ArrayList<>();
    ranked.placed().stream()
        .sorted((a, b) -> a.memory() - b.memory())
        .forEach(p -> scores.add(p.parts().meaning().score()));
    assertThat(scores.get(0)).isCloseTo(0.9 + 0.2 * 0.5 + 0.1 * 0.4, within(1e-6));
    assertThat(scores.get(1)).isCloseTo(0.5 + 0.2 * (0.9 + 0.4), within(1e-6));
    assertThat(scores.get(2)).isCloseTo(0.4 + 0.2 * 0.5 + 0.1 * 0.9, within(1e-6));
  }

  @Test
  void shouldRankByWordsAloneWhatHasNoVectorYet() {
    Corpus corpus =
        corpus(
            List.of(facts(1, 0, NOON, 1), facts(2, 0, NOON, 1)),
            List.of(word("tea", 1, 1)),
            Float.NaN,
            0.9f);

    Ranked ranked = rank(corpus);

    assertThat(order(ranked)).containsExactly(1, 0);
    assertThat(ranked.placed().get(1).parts().meaning()).isNull();
  }

  @Test
  void shouldFindByMeaningWhatHasNoneOfTheWords() {
    Corpus corpus =
        corpus(
            List.of(facts(1, 0, NOON, 1), facts(2, 0, NOON, 1), facts(3, 0, NOON, 1)),
            List.of(word("tea", 0, 0, 0)),
            0.7f,
            0.31f,
            0.29f);

    assertThat(order(rank(corpus))).containsExactly(0, 1);
  }

  @Test
  void shouldAbstainWhenNothingIsClose() {
    Corpus far =
        corpus(List.of(facts(1, 0, NOON, 1)), List.of(word("tea", 0), word("of", 0)), 0.49f);
    Corpus near = corpus(List.of(facts(1, 0, NOON, 1)), List.of(word("tea", 0)), 0.5f);

    assertThat(rank(far).placed()).isEmpty();
    assertThat(rank(far).abstained()).isTrue();
    assertThat(rank(near).placed()).hasSize(1);
    assertThat(rank(near).abstained()).isFalse();
  }

  @Test
  void shouldTakeManyWordsForAnAnswerWhateverTheVectorsSay() {
    Corpus corpus = corpus(List.of(facts(1, 0, NOON, 1)), List.of(word("pepper", 1)), 0.05f);

    assertThat(rank(corpus).placed()).hasSize(1);
  }

  @Test
  void shouldAbstainByWordsAloneWhenTooFewOfTheQuestionAreThere() {
    List<Word> question = new ArrayList<>(List.of(word("dog", 1)));
    for (int i = 0; i < 3; i++) {
      question.add(word("unheard" + i, 0));
    }
    assertThat(rank(corpus(List.of(facts(1, 0, NOON, 1)), question)).placed()).hasSize(1);

    for (int i = 3; i < 9; i++) {
      question.add(word("unheard" + i, 0));
    }
    assertThat(rank(corpus(List.of(facts(1, 0, NOON, 1)), question)).placed()).isEmpty();
  }

  @Test
  void shouldNotHoldItAgainstAMemoryToLackAWordThatSaysNothing() {
    Word nothing = new Word("will", new float[1], new float[1], false);
    List<Word> question = new ArrayList<>(List.of(word("dog", 1)));
    question.addAll(Collections.nCopies(20, nothing));

    assertThat(rank(corpus(List.of(facts(1, 0, NOON, 1)), question)).placed()).hasSize(1);
  }

  @Test
  void shouldTakeLittleAwayFromWhatIsDoubtfulOrOld() {
    Corpus corpus =
        corpus(
            List.of(
                facts(1, 0, NOON, 1),
                facts(2, 0, NOON, 0.5),
                facts(3, 0, NOON.minus(Duration.ofDays(90)), 1)),
            List.of(word("tea", 1, 1, 1)));

    Ranked ranked = rank(corpus);

    assertThat(order(ranked)).containsExactly(0, 2, 1);
    assertThat(ranked.placed().get(2).parts().confidenceFactor()).isCloseTo(0.95, within(1e-12));
    assertThat(ranked.placed().get(1).parts().recencyFactor()).isCloseTo(0.975, within(1e-12));
  }

  @Test
  void shouldAnswerOnlyWhatIsEligibleAndLetTheRestBeContext() {
    Corpus corpus =
        new Corpus(
            List.of(said(1), said(2)),
            new boolean[] {false, true},
            List.of(word("tea", 1, 0)),
            Optional.empty());

    Ranked ranked = rank(corpus);

    assertThat(order(ranked)).containsExactly(1);
    assertThat(words(ranked, 0).rank()).isEqualTo(2);
  }

  @Test
  void shouldPutSomethingNewBeforeMoreOfTheSame() {
    Corpus corpus =
        corpus(
            List.of(facts(1, 0, NOON, 1), facts(2, 0, NOON, 1), facts(3, 0, NOON, 1)),
            List.of(word("tea", 5, 4, 3)));
    Likeness twins = (one, other) -> one + other == 1 ? 1 : 0;

    Ranked diverse = Ranking.rank(corpus, BY_SCORE.withDiversity(0.3), twins, 10);

    assertThat(order(rank(corpus))).containsExactly(0, 1, 2);
    assertThat(order(diverse)).containsExactly(0, 2, 1);
    assertThat(diverse.placed().get(2).parts().diversity().likeness()).isEqualTo(1);
    assertThat(order(Ranking.rank(corpus, BY_SCORE.withDiversity(0.3), twins, 2)))
        .containsExactly(0, 2);
  }

  @Test
  void shouldExplainEveryScoreByItsParts() {
    Corpus corpus =
        corpus(
            List.of(said(1), said(2), said(3)),
            List.of(word("tea", 1, 0, 2), word("milk", 0, 1, 1)),
            0.5f,
            0.6f,
            0.7f);

    for (Placed placed : rank(corpus).placed()) {
      ScoreParts parts = placed.parts();
      assertThat(parts.score())
          .isEqualTo(
              (parts.words().contribution() + parts.meaning().contribution())
                  * parts.confidenceFactor()
                  * parts.recencyFactor());
      assertThat(parts.words().parts().stream().mapToDouble(ScoreParts.WordPart::score).sum())
          .isCloseTo(parts.words().score(), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldAnswerTheSameInWhateverOrderMemoriesAreGiven(int seed) {
    Random random = new Random(seed);
    int count = 5 + random.nextInt(60);
    List<Integer> given = new ArrayList<>();
    List<Facts> memories = new ArrayList<>();
    float[] tea = new float[count];
    float[] milk = new float[count];
    float[] likeness = new float[count];
    for (int i = 0; i < count; i++) {
      given.add(i);
      // Few different values, so that there are many ties.
      memories.add(facts(i, random.nextInt(4), NOON.plusSeconds(random.nextInt(3)), 1));
      tea[i] = random.nextInt(2);
      milk[i] = random.nextInt(2);
      likeness[i] = random.nextInt(3) * 0.3f;
    }
    List<UUID> first = ids(memories, tea, milk, likeness, given);

    Collections.shuffle(given, random);

    assertThat(ids(memories, tea, milk, likeness, given)).isEqualTo(first);
  }

  private static List<UUID> ids(
      List<Facts> memories, float[] tea, float[] milk, float[] likeness, List<Integer> order) {
    List<Facts> given = order.stream().map(memories::get).toList();
    Corpus corpus =
        corpus(
            given,
            List.of(word("tea", in(order, tea)), word("milk", in(order, milk))),
            in(order, likeness));
    return rank(corpus).placed().stream().map(p -> given.get(p.memory()).id()).toList();
  }

  private static float[] in(List<Integer> order, float[] values) {
    float[] ordered = new float[values.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = values[order.get(i)];
    }
    return ordered;
  }
}
