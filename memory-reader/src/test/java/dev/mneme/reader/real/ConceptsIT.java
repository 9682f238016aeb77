package dev.mneme.reader.real;

import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.control.CohortFeature;
import dev.mneme.control.FeatureShare;
import dev.mneme.events.MemoryConcept;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.ReaderPosition;
import dev.mneme.reader.http.Http;
import dev.mneme.reader.recall.Memories;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.topics.SubjectPartition;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Concepts on a real broker and registry, with the real model. */
class ConceptsIT {

  private static final AtomicInteger SUBJECTS = new AtomicInteger(9_000);
  private static final List<String> ABOUT_DOGS =
      List.of(
          "My dog Pepper loves to run on the beach",
          "Pepper the dog ran along the beach again today",
          "I walked my dog Pepper on the beach this morning",
          "The dog Pepper swam in the sea at the beach",
          "At the beach my dog Pepper chased the gulls");

  @TempDir static Path home;
  @TempDir static Path state;
  private static Stack stack;
  private static Bus bus;
  private static ApplicationContext reader;
  private static Http http;
  private String subject = "";

  @BeforeAll
  static void start() throws Exception {
    stack = RealParts.own(home, EnumSet.of(PartName.KAFKA, PartName.REGISTRY));
    stack.start();
    bus = new Bus(stack);
    openReader();
  }

  @AfterAll
  static void stop() {
    reader.close();
    bus.close();
    stack.close();
  }

  private static void openReader() {
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
    settings.put("mneme.reader.layer-budget", "PT8S");
    settings.put("mneme.reader.recall-budget", "PT9S");
    // What is shown here is what happens, not how fast a shared machine is.
    settings.put("mneme.embeddings.query-budget", "PT2S");
    settings.put("mneme.concepts.budget", "PT3S");
    settings.put("mneme.concepts.retry", "PT1S");
    settings.put("mneme.faults.enabled", "true");
    reader = ApplicationContext.builder().properties(settings).start();
    http = new Http(reader.getBean(EmbeddedServer.class).start().getURL().toString());
    patiently().until(() -> http.get("/health/ready").status() == 200);
  }

  @BeforeEach
  void subject() throws Exception {
    subject = "%064x".formatted(SUBJECTS.incrementAndGet());
    for (CohortFeature feature : CohortFeature.values()) {
      bus.set(feature, FeatureShare.ON);
    }
    awaitFeature(CohortFeature.FAN_EFFECT, "on");
  }

  @AfterEach
  void mend() throws Exception {
    http.delete("/v1/admin/faults/concepts");
  }

  private void awaitFeature(CohortFeature feature, String value) {
    patiently()
        .until(
            () ->
                StreamSupport.stream(
                        http.get("/v1/rollout").body().get("features").spliterator(), false)
                    .anyMatch(
                        each ->
                            each.get("name").asText().equals(feature.label())
                                && each.get("value").asText().equals(value)));
  }

  private void remember() throws Exception {
    for (int i = 0; i < ABOUT_DOGS.size(); i++) {
      bus.remember(Memories.of(i + 1, TENANT, subject, ABOUT_DOGS.get(i)));
    }
    bus.remember(Memories.of(9, TENANT, subject, "The tax office sent a letter about the pension"));
    patiently().until(() -> recall("dog").at("/ranking/embedded").asInt() == 6);
  }

  private JsonNode consolidate() throws IOException, InterruptedException {
    String whose = "{\"tenant\":\"%s\",\"subject\":\"%s\"}".formatted(TENANT, subject);
    // Not before the topic of concepts was read to its end.
    patiently().until(() -> http.post("/v1/concepts/consolidate", whose).status() == 200);
    return http.get("/v1/concepts?tenant=%s&subject=%s".formatted(TENANT, subject)).body();
  }

  private JsonNode recall(String words) throws IOException, InterruptedException {
    return http.post(
            "/v1/personal/recall",
            "{\"tenant\":\"%s\",\"subject\":\"%s\",\"query\":\"%s\",\"explain\":true}"
                .formatted(TENANT, subject, words))
        .body();
  }

  @Test
  void shouldFormAConceptBlendItInAndSayWhereEachResultIsFrom() throws Exception {
    remember();

    JsonNode formed = consolidate();

    assertThat(formed.get("concepts")).hasSize(1);
    assertThat(formed.at("/concepts/0/label").asText()).contains("dog");
    assertThat(formed.at("/concepts/0/coherence").asDouble()).isBetween(0.6, 1.0);
    JsonNode answer = recall("where does the dog like to go?");
    assertThat(answer.at("/ranking/semantic").asText()).isEqualTo("used");
    JsonNode first = answer.at("/items/0");
    assertThat(first.get("provenance").asText()).isEqualTo("convergent");
    JsonNode concept = first.at("/explanation/blend/concept");
    assertThat(concept.get("activation").asDouble())
        .isEqualTo(
            concept.get("similarity").asDouble()
                * concept.get("coherence").asDouble()
                * concept.get("binding").asDouble()
                / concept.get("fan").asDouble());
    assertThat(concept.get("fan").asDouble()).isGreaterThan(1);
  }

  @Test
  void shouldTakeWhatIsForgottenOutOfItsConceptsBeforeItSaysThatItIsPastIt() throws Exception {
    remember();
    consolidate();
    MemoryRecord forgotten = Memories.of(2, TENANT, subject, ABOUT_DOGS.get(1));
    assertThat(bindings(concepts())).contains(forgotten.getMemoryId().toString());

    long offset = bus.forgetAt(forgotten);

    patiently().until(() -> told(subject).orElse(0L) > offset);
    // No waiting here: what is acknowledged is not on the topic any more.
    assertThat(bindings(concepts()))
        .isNotEmpty()
        .doesNotContain(forgotten.getMemoryId().toString());
    assertThat(concepts()).allMatch(each -> !each.getTerms().containsKey("again"));
  }

  private Optional<Long> told(String whose) {
    int partition = SubjectPartition.of(whose, Topics.RECORDS.partitions());
    List<ReaderPosition> positions = bus.all(Topics.POSITIONS);
    return positions.stream()
        .flatMap(each -> each.getPartitions().stream())
        .filter(each -> each.getPartition() == partition)
        .map(each -> each.getVisible())
        .reduce((_, later) -> later);
  }

  private List<MemoryConcept> concepts() {
    return bus.latestValues(Topics.CONCEPTS, TENANT + "/" + subject + "/");
  }

  private static List<String> bindings(List<MemoryConcept> concepts) {
    return concepts.stream()
        .flatMap(each -> each.getBindings().stream())
        .map(each -> each.getEpisodeId().toString())
        .toList();
  }

  @Test
  void shouldAnswerAsWithoutConceptsFromWhenTheyAreSwitchedOff() throws Exception {
    remember();
    consolidate();
    assertThat(recall("the dog").at("/ranking/semantic").asText()).isEqualTo("used");

    bus.set(CohortFeature.BLENDED_RECALL, FeatureShare.OFF);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !recall("the dog").get("ranking").has("semantic"));
    assertThat(recall("the dog").at("/items/0").has("provenance")).isFalse();
  }

  @Test
  void shouldAnswerExactlyAsEpisodesDoWhileConceptsAreLateOrCorrupt() throws Exception {
    remember();
    consolidate();
    bus.set(CohortFeature.BLENDED_RECALL, FeatureShare.OFF);
    awaitFeature(CohortFeature.BLENDED_RECALL, "off");
    List<String> episodic = found(recall("walks on the beach"));
    bus.set(CohortFeature.BLENDED_RECALL, FeatureShare.ON);
    awaitFeature(CohortFeature.BLENDED_RECALL, "on");
    http.post("/v1/admin/faults/concepts", "{\"delay_ms\":5000}");

    JsonNode late = recall("walks on the beach");

    assertThat(late.at("/ranking/semantic").asText()).isEqualTo("late");
    assertThat(found(late)).isEqualTo(episodic);
    assertThat(late.at("/items/0/provenance").asText()).isEqualTo("episodic");
  }

  @Test
  void shouldRefuseCorruptBindingsCountThemAndRecoverByItself() throws Exception {
    remember();
    double before = metric("memory_concepts_refused_total");
    http.post("/v1/admin/faults/concepts", "{\"corrupt_percent\":100}");
    consolidate();
    patiently().until(() -> metric("memory_concepts_refused_total") > before);

    http.delete("/v1/admin/faults/concepts");

    patiently().until(() -> recall("the dog").at("/ranking/semantic").asText().equals("used"));
    patiently()
        .until(
            () ->
                concepts().stream()
                    .flatMap(each -> each.getBindings().stream())
                    .allMatch(each -> each.getStrength() >= 0 && each.getStrength() <= 1));
    assertThat(concepts()).isNotEmpty();
  }

  private double metric(String name) throws IOException, InterruptedException {
    return http.text("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private static List<String> found(JsonNode answer) {
    return StreamSupport.stream(answer.get("items").spliterator(), false)
        .map(item -> item.get("id").asText() + " " + item.get("score").asDouble())
        .toList();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }
}
