package dev.mneme.reader.real;

import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.embedding.WatchedModel;
import dev.mneme.reader.http.Http;
import dev.mneme.reader.recall.Memories;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Topics;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.apache.lucene.util.IOUtils;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader on a real broker and registry, with a model that is watched. */
class EmbeddingIT {

  private static final AtomicInteger SUBJECTS = new AtomicInteger(5_000);

  @TempDir static Path home;
  private static Stack stack;
  private static Bus bus;

  @TempDir Path state;
  private ApplicationContext reader;
  private WatchedModel model;
  private Http http;
  private String subject;

  @BeforeAll
  static void start() throws Exception {
    stack = RealParts.own(home, EnumSet.of(PartName.KAFKA, PartName.REGISTRY));
    stack.start();
    bus = new Bus(stack);
  }

  @AfterAll
  static void stop() {
    bus.close();
    stack.close();
  }

  @BeforeEach
  void startReader() {
    subject = "%064x".formatted(SUBJECTS.incrementAndGet());
    openReader();
  }

  @AfterEach
  void stopReader() {
    reader.close();
  }

  private void openReader() {
    model = new WatchedModel();
    Map<String, Object> settings = new HashMap<>();
    settings.put("micronaut.server.port", -1);
    settings.put("mneme.kafka-bootstrap", stack.ports().bootstrap());
    settings.put("mneme.registry-url", stack.ports().registryUrl());
    settings.put("mneme.state-dir", state.toString());
    settings.put("mneme.audit-key", stack.secrets().auditKey());
    settings.put("mneme.dlq-key", stack.secrets().dlqKey());
    settings.put("mneme.development", "true");
    settings.put("memory.layer.circuit-breaker-enabled", "false");
    settings.put("mneme.legacy.jdbc-url", "jdbc:postgresql://127.0.0.1:1/mneme");
    settings.put("mneme.reader.layer-budget", "PT2S");
    settings.put("mneme.reader.recall-budget", "PT3S");
    settings.put("mneme.embeddings.query-budget", "PT0.3S");
    reader = ApplicationContext.builder().properties(settings).singletons(model).start();
    EmbeddedServer server = reader.getBean(EmbeddedServer.class).start();
    http = new Http(server.getURL().toString());
    patiently().until(() -> http.get("/health/ready").status() == 200);
  }

  @Test
  void shouldEmbedEachMemoryOnceAndNoneAgainOnARebuild() throws Exception {
    for (int i = 1; i <= 30; i++) {
      bus.remember(memory(i, "memory is number " + i));
    }
    awaitEmbedded(30);
    assertThat(embedded()).hasSize(30).doesNotHaveDuplicates();

    reader.close();
    IOUtils.rm(state.resolve("index"));
    openReader();
    awaitEmbedded(30);

    assertThat(embedded()).isEmpty();
    // Ready without the model, which is loaded meanwhile.
    patiently()
        .until(() -> recall("memory number 7").get("ranking").get("dense").asText().equals("used"));
  }

  @Test
  void shouldEmbedAgainOnlyWhatSaysSomethingElse() throws Exception {
    bus.remember(memory(1, "tea in the morning"));
    bus.remember(memory(2, "milk in the evening"));
    awaitEmbedded(2);

    bus.remember(
        MemoryRecord.newBuilder(memory(1, "tea in the morning")).setTags(List.of("hot")).build());
    bus.remember(memory(2, "milk at noon"));

    patiently().until(() -> embedded().contains("milk at noon"));
    awaitEmbedded(2);
    assertThat(embedded())
        .containsExactlyInAnyOrder("tea in the morning", "milk in the evening", "milk at noon");
  }

  @Test
  void shouldTakeTheVectorOfWhatWasForgottenFromItsTopic() throws Exception {
    MemoryRecord forgotten = memory(1, "a secret about the dog");
    MemoryRecord kept = memory(2, "the dog likes the beach");
    bus.remember(forgotten);
    bus.remember(kept);
    awaitEmbedded(2);
    assertThat(bus.latest(Topics.EMBEDDINGS).get(Memories.key(forgotten))).isPresent();

    bus.forget(forgotten);

    patiently().until(() -> bus.latest(Topics.EMBEDDINGS).get(Memories.key(forgotten)).isEmpty());
    assertThat(bus.latest(Topics.EMBEDDINGS).get(Memories.key(kept))).isPresent();
    assertThat(texts(recall("dog"))).containsExactly("the dog likes the beach");
  }

  @Test
  void shouldGoByWordsAndSaySoWhenTheModelIsLateOrFails() throws Exception {
    bus.remember(memory(1, "the dog likes the beach"));
    awaitEmbedded(1);

    model.hangFor(Duration.ofSeconds(5));
    long start = System.nanoTime();
    JsonNode late = recall("which dog is it?");
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    model.hangFor(Duration.ZERO);
    model.fail(true);
    JsonNode failed = recall("whose dog is it?");
    model.fail(false);
    JsonNode well = recall("what dog is it?");

    assertThat(texts(late)).containsExactly("the dog likes the beach");
    assertThat(late.get("ranking").get("dense").asText()).isEqualTo("late");
    assertThat(late.get("degraded").isNull()).isTrue();
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    assertThat(texts(failed)).containsExactly("the dog likes the beach");
    assertThat(failed.get("ranking").get("dense").asText()).isEqualTo("failed");
    assertThat(well.get("ranking").get("dense").asText()).isEqualTo("used");
  }

  @Test
  void shouldRememberAtOnceAndEmbedWhenTheModelIsBack() throws Exception {
    model.fail(true);
    bus.remember(memory(1, "the dog likes the beach"));
    patiently().until(() -> texts(recall("dog")).size() == 1);
    assertThat(recall("dog").get("ranking").get("embedded").asInt()).isZero();
    patiently().until(() -> health("embeddings").contains("1 memories wait"));

    model.fail(false);

    awaitEmbedded(1);
    patiently().until(() -> health("embeddings").contains("0 memories wait"));
    assertThat(http.text("/metrics"))
        .contains("memory_embeddings_waiting", "memory_embeddings_total{result=\"computed\"}");
  }

  @Test
  void shouldExplainEveryPartOfAScore() throws Exception {
    bus.remember(memory(1, "the dog likes the beach"));
    awaitEmbedded(1);

    JsonNode item =
        http.get(
                "/v1/personal/recall?explain=true&tenant=%s&subject=%s&q=dog"
                    .formatted(TENANT, subject))
            .body()
            .get("items")
            .get(0);

    JsonNode why = item.get("explanation");
    assertThat(why.get("lexical").get("words").get(0).get("word").asText()).isEqualTo("dog");
    assertThat(item.get("score").asDouble())
        .isEqualTo(
            (why.get("lexical").get("contribution").asDouble()
                    + why.get("dense").get("contribution").asDouble())
                * why.get("confidence_factor").asDouble()
                * why.get("recency_factor").asDouble());
    assertThat(recall("dog").get("items").get(0).has("explanation")).isFalse();
  }

  private MemoryRecord memory(int number, String text) {
    return Memories.of(number, TENANT, subject, text);
  }

  /** What of this test's was given to the model as a memory, not as a question. */
  private List<String> embedded() {
    return model.asked().stream().filter(text -> !text.contains("?") && !isQuestion(text)).toList();
  }

  private static boolean isQuestion(String text) {
    return text.equals("dog") || text.equals("memory number 7");
  }

  private void awaitEmbedded(int count) {
    patiently()
        .until(
            () -> {
              JsonNode ranking = recall("ready?").get("ranking");
              return ranking.path("memories").asInt() == count
                  && ranking.path("embedded").asInt() == count;
            });
  }

  private JsonNode recall(String words) throws IOException, InterruptedException {
    return http.post(
            "/v1/personal/recall",
            "{\"tenant\":\"%s\",\"subject\":\"%s\",\"query\":\"%s\"}"
                .formatted(TENANT, subject, words))
        .body();
  }

  private String health(String check) throws IOException, InterruptedException {
    return StreamSupport.stream(http.get("/health/ready").body().get("checks").spliterator(), false)
        .filter(node -> node.get("name").asText().equals(check))
        .map(node -> node.get("detail").asText())
        .findFirst()
        .orElse("");
  }

  private static List<String> texts(JsonNode answer) {
    return StreamSupport.stream(answer.get("items").spliterator(), false)
        .map(item -> item.get("text").asText())
        .toList();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }
}
