package dev.mneme.system.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.parts.PostgresServer;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.system.oracle.Publisher;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The layers compared and the dead letters handled, beside a writer at work. */
class OperatorST {

  private static final Duration SOON = TestStack.PATIENCE;
  private static final String MAIL = "grace.hopper@example.com";

  private static Stack stack;
  private static RegistryCodecs codecs;
  private static Publisher publisher;
  private static SealedLetters letters;
  private static MnemeCommand mneme;

  @BeforeAll
  static void startSuite() throws Exception {
    stack =
        TestStack.start(
            "operator",
            EnumSet.of(PartName.KAFKA, PartName.REGISTRY, PartName.POSTGRES, PartName.WRITER));
    codecs = TestStack.codecs(stack);
    publisher = new Publisher(stack.ports().bootstrap(), codecs);
    letters = new SealedLetters(stack, codecs);
    mneme = new MnemeCommand(stack);
  }

  @AfterAll
  static void stopSuite() {
    letters.close();
    publisher.close();
    codecs.close();
    stack.close();
  }

  @Test
  void shouldFindThePlantedMissingExtraAndChangedRowAndNameEach() throws Exception {
    publisher.publish(30);
    awaitRows(publisher.sent().size());
    List<String> keys = keys();
    String missing = keys.get(0);
    String changed = keys.get(1);
    String moved = keys.get(2);
    UUID extra = UUID.randomUUID();
    String columns = columns();
    execute("CREATE TABLE kept AS SELECT * FROM memories");
    execute("DELETE FROM memories WHERE memory_id = '%s'".formatted(id(missing)));
    execute(
        "UPDATE memories SET text = text || ' and more', tags = '{planted}' WHERE memory_id = '%s'"
            .formatted(id(changed)));
    execute(
        "UPDATE memories SET src_offset = src_offset - 1 WHERE memory_id = '%s'"
            .formatted(id(moved)));
    execute(
        "INSERT INTO memories (%1$s) SELECT %2$s FROM kept WHERE memory_id = '%3$s'"
            .formatted(
                columns, columns.replace("memory_id", "'" + extra + "'::uuid"), id(changed)));

    MnemeCommand.Ended check = mneme.run("dual-write", "check");

    assertThat(check.exitCode()).as(check.err()).isEqualTo(1);
    JsonNode found = check.document();
    assertThat(found.path("equal").asBoolean()).isFalse();
    assertThat(found.path("differences_found").asInt()).isEqualTo(4);
    List<String> named = new ArrayList<>();
    found
        .path("differences")
        .forEach(
            d ->
                named.add(
                    d.path("kind").asText()
                        + " "
                        + d.path("key").asText()
                        + (d.has("fields") ? " " + d.path("fields") : "")));
    RecordKey of = RecordKey.parse(changed);
    assertThat(named)
        .containsExactlyInAnyOrder(
            "missing " + missing,
            "extra " + new RecordKey(of.tenant(), of.subject(), extra).key(),
            "changed " + changed + " [\"text\",\"tags\"]",
            "changed " + moved + " [\"position\"]");
    assertThat(check.out()).doesNotContain("Note ").doesNotContain("planted");

    execute("DELETE FROM memories");
    execute("INSERT INTO memories (%1$s) SELECT %1$s FROM kept".formatted(columns));
    execute("DROP TABLE kept");
    MnemeCommand.Ended again = mneme.run("dual-write", "check", "--keys-held", "5000");
    assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
  }

  @Test
  void shouldFindTheLayersEqualWhileWritesGoOn() throws Exception {
    try (ScheduledExecutorService upstream = Executors.newSingleThreadScheduledExecutor()) {
      upstream.scheduleAtFixedRate(OperatorST::publishSome, 0, 100, TimeUnit.MILLISECONDS);
      awaitRows(100);

      for (String[] words :
          new String[][] {{"--full"}, {"--sample", "20", "--seed", "1"}, {"--keys-held", "400"}}) {
        List<String> command = new ArrayList<>(List.of("dual-write", "check"));
        command.addAll(List.of(words));
        MnemeCommand.Ended check = mneme.run(command.toArray(String[]::new));

        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        int compared = 0;
        for (JsonNode partition : check.document().path("partitions")) {
          compared += partition.path("contents").asInt();
          assertThat(partition.path("log")).isEqualTo(partition.path("legacy"));
        }
        assertThat(compared).isPositive();
      }
    }
  }

  @Test
  void shouldSayThatItCouldNotCompare() throws Exception {
    stack.part(PartName.POSTGRES).stop();
    try {
      MnemeCommand.Ended check = mneme.run("dual-write", "check");

      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.err()).contains("PostgreSQL");
    } finally {
      stack.part(PartName.POSTGRES).start(SOON);
    }
  }

  @Test
  void shouldListTheLettersOfTheWriterAndShowOneRedacted() throws Exception {
    byte[] event = codecs.of(Topics.EVENTS).encode(event(UUID.randomUUID(), Publisher.subject(1)));
    long readable = publisher.publishRaw(MAIL, event).offset();
    byte[] junk = ("junk of " + MAIL).getBytes(UTF_8);
    long unreadable = publisher.publishRaw(MAIL, junk).offset();
    await().atMost(SOON).until(() -> areGivenUp(readable, unreadable));

    String invalid = idAt(listed("--cause", "invalid"), readable);
    String undecodable =
        idAt(listed("--cause", "undecodable", "--topic", "memory.events"), unreadable);
    MnemeCommand.Ended shown = mneme.run("dlq", "show", invalid);
    MnemeCommand.Ended size = mneme.run("dlq", "show", undecodable);
    MnemeCommand.Ended raw = mneme.run("dlq", "show", undecodable, "--raw");

    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out()).doesNotContain(MAIL).contains("I am [EMAIL]");
    assertThat(shown.document().path("original").path("key").asText()).isEqualTo("24 bytes");
    assertThat(size.out()).doesNotContain(MAIL);
    assertThat(size.document().path("original").path("value").asText())
        .isEqualTo(junk.length + " bytes");
    assertThat(raw.document().path("original").path("value").asText())
        .isEqualTo(Base64.getEncoder().encodeToString(junk));
    assertThat(raw.err()).contains("may hold personal data");
    assertThat(listed("--since", "1d", "--until", "1h")).isEmpty();
    assertThat(listed("--state", "open", "--limit", "1")).hasSize(1);
  }

  @Test
  void shouldOpenNothingWithAnotherKey() throws Exception {
    DeadLetter letter =
        letters.giveUp(
            "memory.events", 9_001, "k", MAIL.getBytes(UTF_8), DeadLetterCause.UNDECODABLE);
    String other = Base64.getEncoder().encodeToString(new byte[32]);

    MnemeCommand.Ended shown =
        mneme.run(
            Map.of("MNEME_DLQ_KEY", other),
            "dlq",
            "show",
            letter.getDeadLetterId().toString(),
            "--raw");

    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.err()).contains(letter.getKeyId()).doesNotContain(MAIL);
  }

  @Test
  void shouldReplayALetterAsItWasAndNameItInAHeader() throws Exception {
    UUID eventId = UUID.randomUUID();
    String subject = subjectOfPartitionZero();
    byte[] event = codecs.of(Topics.EVENTS).encode(event(eventId, subject));
    DeadLetter letter =
        letters.giveUp("memory.events", 9_002, subject, event, DeadLetterCause.UNPROCESSABLE);
    String id = letter.getDeadLetterId().toString();

    MnemeCommand.Ended dry = mneme.run("dlq", "replay", "--cause", "unprocessable", "--dry-run");
    MnemeCommand.Ended replay = mneme.run("dlq", "replay", id);

    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.document().path("letters").findValuesAsText("id")).contains(id);
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    assertThat(replay.document().path("letters").path(0).path("result").asText())
        .isEqualTo("published");
    var published =
        CommittedTopic.raw(stack.ports().bootstrap(), Topics.EVENTS).stream()
            .filter(r -> r.headers().lastHeader("mneme-dead-letter") != null)
            .filter(
                r ->
                    id.equals(
                        new String(r.headers().lastHeader("mneme-dead-letter").value(), UTF_8)))
            .toList();
    assertThat(published).hasSize(1);
    assertThat(published.getFirst().value()).isEqualTo(event);
    assertThat(published.getFirst().key()).isEqualTo(subject.getBytes(UTF_8));
    assertThat(published.getFirst().partition()).isZero();
    assertThat(published.getFirst().headers().lastHeader("origin").value())
        .isEqualTo("elsewhere".getBytes(UTF_8));
    await()
        .atMost(SOON)
        .until(
            () ->
                CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.RECORDS).stream()
                    .anyMatch(
                        e ->
                            e.value().isPresent()
                                && e.value().get().getSourceEventId().equals(eventId)));
  }

  @Test
  void shouldNotReplayWhatFollowsFromAnEvent() throws Exception {
    DeadLetter letter =
        letters.giveUp(
            "memory.records", 9_003, "a/b/c", new byte[] {1}, DeadLetterCause.UNDECODABLE);

    MnemeCommand.Ended replay = mneme.run("dlq", "replay", letter.getDeadLetterId().toString());

    assertThat(replay.exitCode()).isEqualTo(1);
    assertThat(replay.document().path("letters").path(0).path("result").asText())
        .isEqualTo("refused");
    assertThat(mneme.run("dlq", "replay").exitCode()).isEqualTo(2);
    assertThat(mneme.run("dlq", "replay", UUID.randomUUID().toString()).exitCode()).isEqualTo(1);
  }

  private static boolean areGivenUp(long... offsets) {
    List<Long> given =
        CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.DLQ).stream()
            .map(e -> e.value().orElseThrow().getSource().getOffset())
            .toList();
    return Arrays.stream(offsets).allMatch(given::contains);
  }

  private static List<JsonNode> listed(String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("dlq", "list"));
    words.addAll(List.of(options));
    MnemeCommand.Ended list = mneme.run(words.toArray(String[]::new));
    assertThat(list.exitCode()).as(list.err()).isZero();
    assertThat(list.out()).doesNotContain(MAIL);
    List<JsonNode> rows = new ArrayList<>();
    list.document().path("letters").forEach(rows::add);
    return rows;
  }

  private static String idAt(List<JsonNode> rows, long offset) {
    return rows.stream()
        .filter(r -> r.path("source").asText().endsWith("@" + offset))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asText();
  }

  private static String subjectOfPartitionZero() {
    return Publisher.subjects().stream()
        .filter(s -> SubjectPartition.of(s, Topics.SUBJECT_PARTITIONS) == 0)
        .findFirst()
        .orElseThrow();
  }

  private static MemoryEvent event(UUID id, String subject) {
    return MemoryEvent.newBuilder()
        .setEventId(id)
        .setTenant(Publisher.TENANT)
        .setSubject(subject)
        .setOccurredAt(Instant.ofEpochMilli(5))
        .setSource("system-tests")
        .setStore(StoreMemory.newBuilder().setType("episode").setText("I am " + MAIL).build())
        .build();
  }

  private static void publishSome() {
    try {
      publisher.publish(5);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitRows(int count) {
    await().atMost(SOON).until(() -> keys().size() >= count);
  }

  private static UUID id(String key) {
    return RecordKey.parse(key).memoryId();
  }

  private static Connection database() throws SQLException {
    return DriverManager.getConnection(
        stack.ports().jdbcUrl(), PostgresServer.USER, stack.secrets().databasePassword());
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> keys() throws SQLException {
    return strings("SELECT tenant || '/' || subject || '/' || memory_id FROM memories ORDER BY 1");
  }

  private static String columns() throws SQLException {
    return String.join(
        ", ",
        strings(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'memories'"
                + " AND is_generated = 'NEVER'"));
  }

  private static List<String> strings(String sql) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (Connection connection = database();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }
}
