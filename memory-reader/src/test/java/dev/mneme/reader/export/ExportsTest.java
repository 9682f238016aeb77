package dev.mneme.reader.export;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.BOB;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.reader.export.ExportRefused.Kind;
import dev.mneme.reader.export.Exports.Later;
import dev.mneme.reader.export.PreparedExport.Owner;
import dev.mneme.reader.export.PreparedExport.State;
import dev.mneme.reader.recall.InMemoryRecords;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.routing.Standing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final Owner OWNER = new Owner(TENANT, ADA, "app");
  private static final ExportLimits LIMITS = new ExportLimits(10, 1000, 3, 2, Duration.ofHours(1));

  private final InMemoryRecords records = new InMemoryRecords(4);
  private Standing standing = new Standing.Readable(7);
  private final Exports exports =
      new Exports(
          new ExportSource(
              records,
              subject -> dev.mneme.topics.SubjectPartition.of(subject, 4),
              () -> standing,
              _ -> Optional.empty(),
              Duration.ofSeconds(20)),
          LIMITS);

  @Test
  void shouldGiveAFewAtOnceTheEarliestFirstAndNoOneElses() throws Exception {
    records.put(Memories.of(2, "second"));
    records.put(Memories.of(1, "first"));
    records.put(Memories.of(3, TENANT, BOB, "bob's"));
    records.put(Memories.builder(4, "for the cohort").setFamily("cohort").build());
    records.put(Memories.builder(5, "no longer true").setStatus("deprecated").build());

    JsonNode document = JSON.readTree(text(exports.atOnce(query(ExportFormat.JSON)).bytes()));

    assertThat(texts(document.get("items"))).containsExactly("first", "second", "no longer true");
    assertThat(document.get("count").asInt()).isEqualTo(3);
  }

  @Test
  void shouldGiveEverythingThatIsKept() throws Exception {
    records.put(
        Memories.builder(1, "=cmd \"q\", naïve 🐕\nnext")
            .setTags(List.of("a", "b"))
            .setAnchors(List.of("src/A.java"))
            .setMetadata(Map.of("k", "v"))
            .setData("{\"x\":{\"y\":[1,2]}}")
            .setConfidence(0.5)
            .setProject("p")
            .build());

    String line = text(exports.atOnce(query(ExportFormat.JSONLINES)).bytes());
    String csv = text(exports.atOnce(query(ExportFormat.CSV)).bytes());

    JsonNode memory = JSON.readTree(line);
    assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
    assertThat(memory.get("text").asText()).isEqualTo("=cmd \"q\", naïve 🐕\nnext");
    assertThat(memory.get("data").get("x").get("y").get(1).asInt()).isEqualTo(2);
    assertThat(memory.get("tags").get(1).asText()).isEqualTo("b");
    assertThat(memory.get("updated_at").isNull()).isTrue();
    assertThat(csv)
        .startsWith("id,type,status,text,speaker,")
        .contains("\"'=cmd \"\"q\"\", naïve 🐕\nnext\"", "\"[\"\"a\"\",\"\"b\"\"]\"", ",0.5,");
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void shouldNotGiveWhatIsForgottenWhileItIsFetched(ExportFormat format) throws Exception {
    for (int i = 0; i < 250; i++) {
      records.put(Memories.of(i, "memory " + i + "."));
    }
    InputStream bytes = ready(format);
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    got.write(bytes.readNBytes(500));
    records.remove(Memories.of(240, ""));
    bytes.transferTo(got);

    String text = got.toString(StandardCharsets.UTF_8);

    assertThat(text)
        .contains("memory 0.", "memory 239.", "memory 249.")
        .doesNotContain("memory 240.");
  }

  @Test
  void shouldNotGiveWhatWasForgottenOrStoredAfterItWasPrepared() throws Exception {
    for (int i = 0; i < 20; i++) {
      records.put(Memories.of(i, "memory " + i + "."));
    }
    PreparedExport prepared = prepare(query(ExportFormat.JSON));
    for (int i = 0; i < 19; i++) {
      records.remove(Memories.of(i, ""));
    }
    records.put(Memories.of(77, "later"));

    JsonNode document = JSON.readTree(text(exports.fetch(prepared.id(), OWNER, null, NOW).bytes()));

    assertThat(texts(document.get("items"))).containsExactly("memory 19.");
    assertThat(document.get("count").asInt()).isEqualTo(1);
  }

  @Test
  void shouldGoOnBehindTheLastThatCame() throws Exception {
    for (int i = 0; i < 150; i++) {
      records.put(Memories.of(i, "memory " + i + "."));
    }
    PreparedExport prepared = prepare(query(ExportFormat.JSONLINES));
    String whole = text(exports.fetch(prepared.id(), OWNER, null, NOW).bytes());
    String rest = text(exports.fetch(prepared.id(), OWNER, Memories.id(99), NOW).bytes());
    // It need not be there any more to be gone on from.
    records.remove(Memories.of(99, ""));

    assertThat(whole).endsWith(rest);
    assertThat(rest.lines()).hasSize(50);
    assertThat(text(exports.fetch(prepared.id(), OWNER, Memories.id(99), NOW).bytes()))
        .isEqualTo(rest);
    assertThat(text(exports.fetch(prepared.id(), OWNER, Memories.id(149), NOW).bytes())).isEmpty();
    assertThat(refused(() -> exports.fetch(prepared.id(), OWNER, Memories.id(150), NOW)).kind())
        .isEqualTo(Kind.NO_SUCH_PLACE);
  }

  @Test
  void shouldBreakOffWhatCannotGoOn() throws Exception {
    for (int i = 0; i < 150; i++) {
      records.put(Memories.of(i, "memory " + i + "."));
    }
    InputStream bytes = ready(ExportFormat.JSON);
    bytes.readNBytes(500);
    standing = new Standing.Withdrawn("consecutive_failures", "three in a row");

    assertThatThrownBy(bytes::readAllBytes).isInstanceOf(IOException.class);
  }

  @Test
  void shouldShowAnExportToItsOwnerOnly() throws Exception {
    records.put(Memories.of(1, "x"));
    PreparedExport prepared = prepare(query(ExportFormat.JSON));

    for (Owner other :
        List.of(
            new Owner("umbrella", ADA, "app"),
            new Owner(TENANT, BOB, "app"),
            new Owner(TENANT, ADA, "another"))) {
      assertThat(refused(() -> exports.of(prepared.id(), other, NOW)).kind())
          .isEqualTo(Kind.UNKNOWN);
      assertThat(refused(() -> exports.fetch(prepared.id(), other, null, NOW)).kind())
          .isEqualTo(Kind.UNKNOWN);
    }
  }

  @Test
  void shouldKeepSoManyForSoLong() throws Exception {
    records.put(Memories.of(1, "x"));
    PreparedExport first = prepare(query(ExportFormat.JSON));
    prepare(query(ExportFormat.JSON));
    assertThat(refused(() -> exports.begin(OWNER, query(ExportFormat.JSON), true, NOW)).kind())
        .isEqualTo(Kind.TOO_MANY);

    exports.drop(first.id(), OWNER, NOW);
    prepare(query(ExportFormat.JSON));
    assertThat(exports.size()).isEqualTo(2);
    Instant over = NOW.plus(LIMITS.lifetime());
    assertThat(refused(() -> exports.of(UUID.randomUUID(), OWNER, over)).kind())
        .isEqualTo(Kind.UNKNOWN);
    assertThat(exports.size()).isZero();
  }

  @Test
  void shouldRefuseWhatIsTooLargeAndSayWhatToDo() throws Exception {
    for (int i = 0; i < 11; i++) {
      records.put(Memories.of(i, "x"));
    }
    assertThat(refused(() -> exports.atOnce(query(ExportFormat.JSON))))
        .hasMessageContaining("POST")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE));
    for (int i = 11; i < 1001; i++) {
      records.put(Memories.of(i, "x"));
    }

    assertThat(refused(() -> exports.begin(OWNER, query(ExportFormat.JSON), false, NOW)))
        .hasMessageContaining("since")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE));
  }

  @Test
  void shouldSayWhenItCannotReadNow() {
    standing = new Standing.Withdrawn("consecutive_failures", "three in a row");
    assertThat(refused(() -> exports.atOnce(query(ExportFormat.JSON))).kind())
        .isEqualTo(Kind.UNAVAILABLE);
    standing = new Standing.Readable(1);
    records.fail();
    assertThat(refused(() -> exports.atOnce(query(ExportFormat.JSON))).kind())
        .isEqualTo(Kind.FAILED);
  }

  private InputStream ready(ExportFormat format) throws ExportRefused {
    return exports.fetch(prepare(query(format)).id(), OWNER, null, NOW).bytes();
  }

  private PreparedExport prepare(ExportQuery query) throws ExportRefused {
    if (!(exports.begin(OWNER, query, true, NOW) instanceof Later(PreparedExport prepared))) {
      throw new AssertionError("it was to be prepared");
    }
    await().until(() -> prepared.progress().state() == State.READY);
    return prepared;
  }

  private static ExportQuery query(ExportFormat format) {
    return new ExportQuery(TENANT, ADA, RecallFilter.NONE, format);
  }

  private interface Call {
    Object call() throws ExportRefused;
  }

  private static ExportRefused refused(Call call) {
    return catchThrowableOfType(ExportRefused.class, call::call);
  }

  private static String text(InputStream bytes) throws IOException {
    return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static List<String> texts(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.get("text").asText())
        .toList();
  }
}
