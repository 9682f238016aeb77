package dev.mneme.reader.real;

import static dev.mneme.events.LayerModeName.READ_WRITE;
import static dev.mneme.events.LayerModeName.WRITE_ONLY;
import static dev.mneme.reader.mode.Announcements.LEGACY;
import static dev.mneme.reader.mode.Announcements.NEW;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.LayerMode;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.reader.http.Http;
import dev.mneme.reader.http.Http.Reply;
import dev.mneme.reader.mode.Announcements;
import dev.mneme.reader.recall.Memories;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built service as a process, between a real broker, registry and database. */
class ReaderIT {

  private static final AtomicInteger SUBJECTS = new AtomicInteger();
  private static final String INSTANCE = "memory-reader-0";

  @TempDir static Path home;
  private static Stack stack;
  private static Bus bus;
  private static Http http;
  private static long epoch;

  private String subject;

  @BeforeAll
  static void start() throws Exception {
    stack =
        RealParts.own(
            home,
            EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.POSTGRES, PartName.READER));
    stack.start();
    RealParts.createLegacyTable(stack);
    bus = new Bus(stack);
    http = new Http(stack.ports().http(PartName.READER), () -> stack.bearer(TENANT));
  }

  @AfterAll
  static void stop() {
    bus.close();
    stack.close();
  }

  @BeforeEach
  void newSubject() {
    subject = "%064x".formatted(SUBJECTS.incrementAndGet());
  }

  @AfterEach
  void allServeAgain() throws Exception {
    for (PartName part :
        List.of(PartName.KAFKA, PartName.REGISTRY, PartName.POSTGRES, PartName.READER)) {
      if (!stack.part(part).isRunning()) {
        stack.part(part).start(RealParts.patience());
      }
    }
    http.delete("/v1/admin/faults");
    announceAndWait(Announcements.of(NEW, READ_WRITE, ++epoch), "new");
  }

  @Test
  void shouldServeWhatIsOnTheLogAndLeaveAReceiptAndAnOutcome() throws Exception {
    bus.remember(memory(1, "Ada adopted a dog named Pepper."));
    bus.remember(memory(2, "Ada moved to Lisbon."));
    awaitCount(2);

    JsonNode answer = recall("which dogs were adopted?");

    assertThat(texts(answer)).containsExactly("Ada adopted a dog named Pepper.");
    assertThat(answer.get("served_by").asText()).isEqualTo("new");
    assertThat(answer.get("degraded").isNull()).isTrue();
    UUID receipt = UUID.fromString(answer.get("audit_receipt_id").asText());
    patiently()
        .untilAsserted(
            () -> {
              List<AuditEvent> events = bus.all(Topics.AUDIT);
              assertThat(events)
                  .anySatisfy(event -> assertThat(event.getEventId()).isEqualTo(receipt));
              assertThat(events.toString()).doesNotContain(subject, "Pepper", "adopted");
            });
    assertThat(outcomes(o -> o.getResult() == OutcomeResult.SUCCESS)).isNotEmpty();
  }

  @Test
  void shouldServeOneMemoryByItsIdAndNoneToAnother() throws Exception {
    bus.remember(memory(1, "tea"));
    awaitCount(1);
    String path = "/v1/personal/recall/" + Memories.id(1) + "?tenant=" + TENANT + "&subject=";

    assertThat(http.get(path + subject).body().get("count").asInt()).isEqualTo(1);
    assertThat(http.get(path + "%064x".formatted(999_999)).body().get("count").asInt()).isZero();
  }

  @Test
  void shouldNotShowWhatWasForgotten() throws Exception {
    bus.remember(memory(1, "a secret"));
    bus.remember(memory(2, "tea"));
    awaitCount(2);
    bus.forget(memory(1, ""));
    bus.forget(memory(1, ""));

    patiently().untilAsserted(() -> assertThat(texts(latest())).containsExactly("tea"));
  }

  @Test
  void shouldExportWhatIsThereAndNotWhatWasForgotten() throws Exception {
    bus.remember(memory(1, "a secret"));
    bus.remember(memory(2, "tea"));
    awaitCount(2);
    String path = "/v1/personal/export?tenant=%s&subject=%s".formatted(TENANT, subject);
    assertThat(texts(answered(http.get(path)))).containsExactly("a secret", "tea");

    bus.forget(memory(1, ""));

    patiently()
        .untilAsserted(() -> assertThat(texts(answered(http.get(path)))).containsExactly("tea"));
  }

  @Test
  void shouldRememberOverARestartWhatItSaidAboutMany() throws Exception {
    for (int person = 0; person < 12; person++) {
      bus.remember(
          Memories.builder(700 + person, "one of many")
              .setSubject("%064x".formatted(0xc0_0000 + person))
              .setFamily("cohort")
              .setProject(person == 0 ? "his" : "theirs")
              .build());
    }
    // Nothing is said, and so nothing remembered, before all twelve are there.
    patiently().until(() -> distill("{\"operation\":\"count\",\"k\":12}").status() == 200);
    String withoutOne = "{\"operation\":\"count\",\"project\":\"theirs\"}";
    assertThat(distill(withoutOne).status()).isEqualTo(403);

    stack.part(PartName.READER).kill();
    stack.part(PartName.READER).start(RealParts.patience());

    patiently().until(() -> distill(withoutOne).status() != 503);
    assertThat(distill(withoutOne).status()).isEqualTo(403);
    JsonNode said = answered(distill("{\"operation\":\"count\"}"));
    assertThat(said.get("rows").get(0).get("result").asInt()).isEqualTo(12);
  }

  private static Reply distill(String question) throws IOException, InterruptedException {
    return http.post("/v1/cohort/distill", question);
  }

  @Test
  void shouldEqualTheLogAfterBeingKilledAtAnyMoment() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (int i = 1; i <= 100; i++) {
        int number = round * 100 + i;
        bus.remember(memory(number, "memory " + number));
        if (i % 10 == 0) {
          bus.forget(memory(number, ""));
        } else {
          expected.add("memory " + number);
        }
      }
      stack.part(PartName.READER).kill();
      stack.part(PartName.READER).start(RealParts.patience());

      JsonNode answer = latest();
      assertThat(answer.get("served_by").asText()).isEqualTo("new");
      assertThat(texts(answer)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void shouldRebuildADamagedIndexFromTheLog() throws Exception {
    bus.remember(memory(1, "tea"));
    awaitCount(1);
    stack.part(PartName.READER).stop();
    damageEveryIndex();

    stack.part(PartName.READER).start(RealParts.patience());

    assertThat(texts(latest())).containsExactly("tea");
    assertThat(Files.readString(stack.settings().layout().log(PartName.READER)))
        .contains("index thrown away");
  }

  @Test
  void shouldPutPoisonAwayAndGoOn() throws Exception {
    bus.remember(memory(1, "tea"));
    bus.poison(memory(2, ""));
    bus.remember(memory(3, "milk"));

    patiently().untilAsserted(() -> assertThat(texts(latest())).containsExactly("milk", "tea"));
    List<DeadLetter> letters = bus.all(Topics.DLQ);
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().getService()).isEqualTo("memory-reader");
  }

  @Test
  void shouldLeaveTheNewLayerAloneWhileTheGuardSaysSo() throws Exception {
    MemoryRecord memory = memory(1, "tea");
    bus.remember(memory);
    RealParts.putIntoLegacy(stack, List.of(memory));
    awaitCount(1);
    announceAndWait(Announcements.of(NEW, WRITE_ONLY, ++epoch), "legacy");
    long before = calls("new");

    for (int i = 0; i < 20; i++) {
      JsonNode answer = recall("tea");
      assertThat(answer.get("served_by").asText()).isEqualTo("legacy");
      assertThat(texts(answer)).containsExactly("tea");
      assertThat(answer.get("degraded").get("reason").asText()).isEqualTo("consecutive_failures");
    }

    assertThat(calls("new")).isEqualTo(before);
  }

  @Test
  void shouldAnswerEmptyWhenBothLayersAreOut() throws Exception {
    announceAndWait(Announcements.of(NEW, WRITE_ONLY, ++epoch), "legacy");
    bus.announce(Announcements.of(LEGACY, WRITE_ONLY, ++epoch));
    patiently().until(() -> servedBy().equals("none"));

    JsonNode answer = recall("tea");

    assertThat(answer.get("count").asInt()).isZero();
    assertThat(answer.get("degraded").get("because").asText()).contains("legacy layer");
    assertThat(answer.get("audit_receipt_id").isNull()).isFalse();
    bus.announce(Announcements.of(LEGACY, READ_WRITE, ++epoch));
    patiently().until(() -> servedBy().equals("legacy"));
  }

  @Test
  void shouldFallBackWithinTheBudgetAndReportEachFailure() throws Exception {
    MemoryRecord memory = memory(1, "tea");
    bus.remember(memory);
    RealParts.putIntoLegacy(stack, List.of(memory));
    awaitCount(1);
    for (OutcomeResult result :
        List.of(OutcomeResult.TIMEOUT, OutcomeResult.UNAUTHORIZED, OutcomeResult.SERVER_ERROR)) {
      String fault = result.name().toLowerCase(Locale.ROOT);
      long before = outcomes(o -> o.getResult() == result).size();
      inject("new", fault);

      JsonNode answer = recall("tea");

      assertThat(answer.get("served_by").asText()).isEqualTo("legacy");
      assertThat(answer.get("degraded").get("reason").asText()).isEqualTo(fault);
      assertThat(answer.get("took_ms").asDouble()).isLessThan(1500);
      patiently().until(() -> outcomes(o -> o.getResult() == result).size() == before + 1);
    }
  }

  @Test
  void shouldProbeOnceWhenGrantedAndNeverOtherwise() throws Exception {
    announceAndWait(Announcements.of(NEW, WRITE_ONLY, ++epoch), "legacy");
    long before = calls("new");
    Instant deadline = Instant.now().plusSeconds(30);
    long offer = ++epoch;
    long grant = ++epoch;

    bus.announce(Announcements.offer(NEW, offer, deadline));
    patiently().until(() -> probes(OutcomeKind.PROBE_CLAIM, offer).size() == 1);
    assertThat(calls("new")).isEqualTo(before);
    bus.announce(Announcements.grant(NEW, grant, INSTANCE, deadline));
    patiently().until(() -> probes(OutcomeKind.PROBE_RESULT, grant).size() == 1);
    bus.announce(Announcements.grant(NEW, grant, INSTANCE, deadline));
    bus.announce(Announcements.grant(NEW, ++epoch, "memory-reader-1", deadline));
    announceAndWait(Announcements.of(NEW, WRITE_ONLY, ++epoch), "legacy");

    assertThat(probes(OutcomeKind.PROBE_RESULT, grant).getFirst().getResult())
        .isEqualTo(OutcomeResult.SUCCESS);
    assertThat(calls("new")).isEqualTo(before + 1);
  }

  @Test
  void shouldServeOnWhileTheBrokerIsAway() throws Exception {
    bus.remember(memory(1, "tea"));
    awaitCount(1);
    stack.part(PartName.KAFKA).kill();

    List<Double> took = new ArrayList<>();
    int served = 0;
    for (int i = 0; i < 200; i++) {
      JsonNode answer = recall("tea " + i); // none is kept from before
      served += texts(answer).equals(List.of("tea")) ? 1 : 0;
      took.add(answer.get("took_ms").asDouble());
    }
    // A machine that is busy with something else may let a recall's time run out; a broker may not.
    assertThat(served).isGreaterThan(190);
    assertThat(took.stream().sorted().toList().get(180)).isLessThan(50);
    // Its entry is on the reader's disk, and on the topic when the broker is back.
    UUID receipt = UUID.fromString(recall("tea").get("audit_receipt_id").asText());
    assertThat(http.get("/health/ready").status()).isEqualTo(200);

    stack.part(PartName.KAFKA).start(RealParts.patience());
    patiently()
        .untilAsserted(
            () ->
                assertThat(bus.all(Topics.AUDIT))
                    .anySatisfy(event -> assertThat(event.getEventId()).isEqualTo(receipt)));
    bus.remember(memory(2, "milk"));
    patiently().untilAsserted(() -> assertThat(texts(latest())).containsExactly("milk", "tea"));
  }

  @Test
  void shouldAnswerWithWhatThereIsWhateverIsAway() throws Exception {
    bus.remember(memory(1, "tea"));
    awaitCount(1);

    stack.part(PartName.REGISTRY).kill();
    JsonNode withoutRegistry = recall("tea one");
    stack.part(PartName.POSTGRES).stop();
    JsonNode withoutDatabase = recall("tea two");
    stack.part(PartName.KAFKA).kill();
    JsonNode withoutBroker = recall("tea three");
    patiently().until(() -> degraded(recall("tea four")).equals("log_unreachable"));
    JsonNode said = recall("tea five");
    inject("new", "server_error");
    JsonNode withoutAll = recall("tea six");

    for (JsonNode answer : List.of(withoutRegistry, withoutDatabase, withoutBroker, said)) {
      assertThat(answer.get("served_by").asText()).isEqualTo("new");
      assertThat(texts(answer)).containsExactly("tea");
      assertThat(answer.get("took_ms").asDouble()).isLessThan(1500);
    }
    assertThat(said.get("degraded").get("because").asText()).contains("written since");
    assertThat(withoutAll.get("served_by").asText()).isEqualTo("none");
    assertThat(withoutAll.get("count").asInt()).isZero();
    assertThat(degraded(withoutAll)).isEqualTo("server_error");
    assertThat(withoutAll.get("degraded").get("because").asText()).contains("legacy layer");
    assertThat(withoutAll.get("took_ms").asDouble()).isLessThan(1500);
  }

  private static String degraded(JsonNode answer) {
    return answer.path("degraded").path("reason").asText("");
  }

  @Test
  void shouldStartAndServeWithoutTheDatabase() throws Exception {
    bus.remember(memory(1, "tea"));
    awaitCount(1);
    stack.part(PartName.READER).stop();
    stack.part(PartName.POSTGRES).stop();

    stack.part(PartName.READER).start(RealParts.patience());

    assertThat(texts(recall("tea"))).containsExactly("tea");
    inject("new", "server_error");
    JsonNode answer = recall("tea");
    assertThat(answer.get("served_by").asText()).isEqualTo("none");
    assertThat(answer.get("took_ms").asDouble()).isLessThan(1500);

    stack.part(PartName.POSTGRES).start(RealParts.patience());
    patiently().until(() -> servedBy().equals("legacy"));
  }

  private MemoryRecord memory(int number, String text) {
    return Memories.of(number, TENANT, subject, text);
  }

  private JsonNode recall(String words) throws IOException, InterruptedException {
    return answered(
        http.get(
            "/v1/personal/recall?limit=1000&tenant=%s&subject=%s&q=%s"
                .formatted(TENANT, subject, URLEncoder.encode(words, StandardCharsets.UTF_8))));
  }

  private JsonNode latest() throws IOException, InterruptedException {
    return answered(
        http.post(
            "/v1/personal/recall",
            "{\"tenant\":\"%s\",\"subject\":\"%s\",\"limit\":1000}".formatted(TENANT, subject)));
  }

  private static JsonNode answered(Reply reply) {
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
    return reply.body();
  }

  private String servedBy() throws IOException, InterruptedException {
    return latest().get("served_by").asText();
  }

  private void awaitCount(int count) {
    patiently().until(() -> latest().get("count").asInt() == count);
  }

  private void announceAndWait(LayerMode mode, String servedBy) throws Exception {
    bus.announce(mode);
    patiently().until(() -> servedBy().equals(servedBy));
  }

  private static void inject(String layer, String fault) throws Exception {
    Reply reply =
        http.post(
            "/v1/admin/faults", "{\"layer\":\"%s\",\"fault\":\"%s\"}".formatted(layer, fault));
    assertThat(reply.status()).isEqualTo(200);
  }

  private static long calls(String layer) throws Exception {
    return StreamSupport.stream(http.get("/v1/admin/faults").body().spliterator(), false)
        .filter(state -> state.get("layer").asText().equals(layer))
        .findFirst()
        .orElseThrow()
        .get("calls")
        .asLong();
  }

  private static List<OperationOutcome> outcomes(Predicate<OperationOutcome> which) {
    return bus.all(Topics.OUTCOMES).stream()
        .filter(o -> o.getLayer().equals("new") && o.getKind() == OutcomeKind.OPERATION)
        .filter(which)
        .toList();
  }

  private static List<OperationOutcome> probes(OutcomeKind kind, long epoch) {
    return bus.all(Topics.OUTCOMES).stream()
        .filter(o -> o.getKind() == kind && o.getEpoch() == epoch)
        .toList();
  }

  private static List<String> texts(JsonNode answer) {
    return StreamSupport.stream(answer.get("items").spliterator(), false)
        .map(item -> item.get("text").asText())
        .toList();
  }

  private static void damageEveryIndex() throws IOException {
    Path index = stack.settings().layout().data(PartName.READER).resolve("index");
    try (Stream<Path> files = Files.walk(index)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cfs")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(file, bytes);
      }
    }
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50));
  }
}
