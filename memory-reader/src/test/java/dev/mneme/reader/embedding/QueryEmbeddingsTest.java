package dev.mneme.reader.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueryEmbeddingsTest {

  private static final Duration PLENTY = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(8);
  private static final WatchedModel MODEL = new WatchedModel();

  private QueryEmbeddings questions = new QueryEmbeddings(MODEL, PLENTY, 2);

  @BeforeAll
  static void load() throws Exception {
    MODEL.prepare();
  }

  @AfterAll
  static void unload() throws Exception {
    MODEL.close();
  }

  @AfterEach
  void close() {
    MODEL.hangFor(Duration.ZERO);
    MODEL.fail(false);
    questions.close();
  }

  @Test
  void shouldAskTheModelOnceForAQuestionThatComesAgain() {
    int before = MODEL.asked().size();

    assertThat(questions.ask("tea?").await()).isInstanceOf(QueryVector.Ready.class);
    assertThat(questions.ask("tea?").await()).isInstanceOf(QueryVector.Ready.class);

    assertThat(MODEL.asked()).hasSize(before + 1);
  }

  @Test
  void shouldForgetTheQuestionThatWasAskedLongestAgo() {
    questions.ask("one").await();
    questions.ask("two").await();
    questions.ask("one").await();
    questions.ask("three").await();
    int before = MODEL.asked().size();

    questions.ask("one").await();
    questions.ask("two").await();

    assertThat(MODEL.asked().subList(before, MODEL.asked().size())).containsExactly("two");
  }

  @Test
  void shouldNotWaitBeyondItsBudgetAndHaveTheVectorNextTime() {
    questions = new QueryEmbeddings(MODEL, SHORT, 10);
    MODEL.hangFor(Duration.ofMillis(300));

    long start = System.nanoTime();
    QueryVector first = questions.ask("slow?").await();
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(first).isInstanceOf(QueryVector.Late.class);
    assertThat(took).isLessThan(Duration.ofMillis(250));
    assertThat(questions.late()).isEqualTo(1);
    await().atMost(PLENTY).until(() -> questions.ask("slow?").await() instanceof QueryVector.Ready);
  }

  @Test
  void shouldSayThatTheModelFailed() {
    MODEL.fail(true);

    assertThat(questions.ask("failing?").await()).isInstanceOf(QueryVector.Failed.class);
    MODEL.fail(false);
    assertThat(questions.ask("failing?").await()).isInstanceOf(QueryVector.Ready.class);
  }

  @Test
  void shouldTurnQuestionsAwayRatherThanPileThemUpWhileTheModelHangs() {
    questions = new QueryEmbeddings(MODEL, SHORT, 10);
    MODEL.hangFor(Duration.ofSeconds(5));

    assertThat(IntStream.range(0, 50).mapToObj(i -> questions.ask("q" + i).await()))
        .filteredOn(QueryVector.Failed.class::isInstance)
        .hasSizeGreaterThan(20);
  }
}
