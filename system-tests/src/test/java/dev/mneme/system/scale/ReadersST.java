package dev.mneme.system.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.stack.PartName;
import dev.mneme.system.scale.Instance.Answer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three readers share four partitions. */
@Tag("long")
class ReadersST {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SUBJECTS = 12;
  private static final String COMPUTED = "memory_embeddings_total{result=\"computed\"";

  private static Readers readers;
  private static RecordLog log;

  @BeforeAll
  static void start() throws Exception {
    readers = Readers.start("readers");
    log = readers.log;
    readers.awaitSettled();
    for (int subject = 0; subject < SUBJECTS; subject++) {
      for (String text : List.of("adopted a dog", "moved to a harbour", "likes quiet mornings")) {
        log.remember(RecordLog.subject(subject), "Person %d %s.".formatted(subject, text));
      }
    }
  }

  @AfterAll
  static void stop() {
    if (readers != null) {
      readers.close();
    }
  }

  @BeforeEach
  void allAreThere() {
    readers.awaitSettled();
  }

  @Test
  void shouldAnswerTheSameThroughEveryInstanceAndComputeEachVectorOnce() throws Exception {
    readers.awaitRecalledThrough(readers.all);
    awaitVectors();
    double computed = sum(COMPUTED);
    for (int subject = 0; subject < SUBJECTS; subject++) {
      log.remember(RecordLog.subject(subject), "The dog of person %d barks.".formatted(subject));
    }
    readers.awaitRecalledThrough(readers.all);
    awaitVectors();

    // not twice each; one whose owner changes just then may be computed by both
    assertThat(sum(COMPUTED) - computed).isBetween((double) SUBJECTS, SUBJECTS * 1.25);
    for (int person = 0; person < SUBJECTS; person++) {
      String subject = RecordLog.subject(person);
      Answer first = readers.all.getFirst().recall(subject, "dog");
      assertThat(first.texts()).isNotEmpty();
      assertThat(first.servedBy()).isEqualTo("new");
      assertThat(first.degraded()).isEmpty();
      for (Instance other : readers.all.subList(1, readers.all.size())) {
        assertThat(other.recall(subject, "dog").texts()).isEqualTo(first.texts());
      }
    }
    assertThat(sum("memory_forwards_total{result=\"answered\"")).isPositive();
  }

  @Test
  void shouldSayTheSameAboutManyAndGiveTheSameOutWhicheverInstanceIsAsked() throws Exception {
    for (int person = 0; person < 20; person++) {
      log.rememberOfMany(RecordLog.subject(2_000 + person), "of many");
    }
    for (int partition = 0; partition < 4; partition++) { // behind them in each partition
      log.remember(RecordLog.subjectIn(partition), "behind them");
    }
    awaitInEveryCopy();
    readers.awaitRecalledThrough(readers.all);

    for (Instance instance : readers.all) {
      HttpResponse<String> said =
          answered(instance, "POST", "/v1/cohort/distill", "{\"operation\":\"count\"}");
      assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
      assertThat(JSON.readTree(said.body()).at("/rows/0/result").asInt()).isEqualTo(20);
    }

    String subject = RecordLog.subject(3);
    String path = "/v1/personal/export?format=jsonlines&subject=" + subject;
    String given = answered(readers.all.getFirst(), "GET", path, "").body();
    assertThat(given.lines()).hasSameSizeAs(log.latest(subject));
    for (Instance instance : readers.all) {
      assertThat(answered(instance, "GET", path, "").body()).isEqualTo(given);
      String order =
          "{\"subject\":\"%s\",\"format\":\"jsonlines\",\"async\":true}".formatted(subject);
      HttpResponse<String> prepared = answered(instance, "POST", "/v1/personal/export", order);
      assertThat(prepared.statusCode()).as(prepared.body()).isEqualTo(202);
      String place = prepared.headers().firstValue("Location").orElseThrow();
      for (Instance other : readers.all) {
        await()
            .atMost(Readers.SOON)
            .until(() -> other.call("GET", place, "").body().contains("\"ready\""));
        String download = place.replace("?", "/download?");
        assertThat(answered(other, "GET", download, "").body()).isEqualTo(given);
      }
      assertThat(instance.call("DELETE", place, "").statusCode()).isEqualTo(204);
    }

    HttpResponse<String> thrown =
        readers.all.getLast().call("POST", "/v1/cache/invalidate", "{\"all\":true}");
    assertThat(JSON.readTree(thrown.body()).path("others")).hasSize(2);
  }

  @Test
  void shouldGoOnAnsweringRightWhenAnInstanceIsKilledAndShareItsPartOutAnew() throws Exception {
    Instance killed = readers.instance(PartName.READER_2);
    List<Instance> others =
        readers.all.stream().filter(instance -> !instance.equals(killed)).toList();
    readers.awaitRecalledThrough(readers.all);

    try (Asking assistants = new Asking(others, readers.expected())) {
      await().atMost(Readers.SOON).until(() -> assistants.answered() > 50);
      readers.stack.part(PartName.READER_2).kill();
      await()
          .atMost(Readers.SOON)
          .untilAsserted(
              () -> {
                for (Instance instance : others) {
                  assertThat(instance.sizeOfTheGroup()).isEqualTo(2);
                }
              });
      int afterwards = assistants.answered();
      await().atMost(Readers.SOON).until(() -> assistants.answered() > afterwards + 50);

      assertThat(assistants.firstWrong()).isEmpty();
      assertThat(assistants.wrong()).isZero();
      assertThat(assistants.failed()).isZero();
      assertThat(assistants.degraded()).isLessThan(assistants.answered() / 2);
    }
    String subject = RecordLog.subject(1);
    UUID forgotten = log.remember(subject, "something to be forgotten");
    log.forget(subject, forgotten);
    readers.awaitRecalledThrough(others);
    for (Instance instance : others) {
      assertThat(instance.latest(subject).degraded()).isEmpty();
    }

    readers.stack.part(PartName.READER_2).start(Readers.SOON);
    readers.awaitSettled();
    readers.awaitRecalledThrough(readers.all);
  }

  @Test
  void shouldRecallTheFoldOfTheLogAfterAKillBetweenSeenAndDurable() throws Exception {
    int partition = readers.instance(PartName.READER).owned().iterator().next();
    Instance owner = readers.instance(PartName.READER);
    String subject = RecordLog.subjectIn(partition);
    UUID first = log.remember(subject, "first");
    log.remember(subject, "second");
    log.forget(subject, first);
    log.remember(subject, "third");
    await()
        .atMost(Readers.SOON)
        .untilAsserted(
            () -> assertThat(owner.ownCopy(subject).texts()).isEqualTo(log.latest(subject)));

    readers.stack.part(PartName.READER).kill();
    readers.stack.part(PartName.READER).start(Readers.SOON);

    // another may have the partition now; then this one answers by asking that
    await()
        .atMost(Readers.SOON)
        .untilAsserted(
            () -> {
              assertThat(owner.latest(subject).texts()).isEqualTo(log.latest(subject));
              Answer own = owner.ownCopy(subject);
              assertThat(own.status() == 421 || own.texts().equals(log.latest(subject))).isTrue();
            });
  }

  /** What it answers when it has the time to: a busy machine gets 503 now and then. */
  private static HttpResponse<String> answered(
      Instance instance, String method, String path, String body) {
    return await()
        .atMost(Readers.SOON)
        .until(() -> instance.call(method, path, body), answer -> answer.statusCode() != 503);
  }

  private static void awaitInEveryCopy() {
    await()
        .atMost(Readers.SOON)
        .untilAsserted(
            () -> {
              for (int partition = 0; partition < 4; partition++) {
                String subject = RecordLog.subjectIn(partition);
                for (Instance instance : readers.all) {
                  Answer answer = instance.ownCopy(subject);
                  assertThat(answer.status() == 421 || answer.texts().equals(log.latest(subject)))
                      .isTrue();
                }
              }
            });
  }

  private static void awaitVectors() {
    await()
        .atMost(Readers.SOON)
        .untilAsserted(
            () -> {
              for (String subject : log.subjects()) {
                for (Instance instance : readers.all) {
                  assertThat(instance.recall(subject, "dog").embedded()).isTrue();
                }
              }
            });
  }

  private static double sum(String metric) throws Exception {
    double sum = 0;
    for (Instance instance : readers.all) {
      sum += instance.metric(metric);
    }
    return sum;
  }
}
