package dev.mneme.system.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.GuardEventKind;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.Installation;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.system.oracle.Publisher;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ledger as callers, auditors, analysts and the forgotten see it, beside the suite at work. */
class LedgerST {
  private static final Duration SOON = TestStack.PATIENCE;
  private static final String MARK = "ledgermark5c1e";

  private static Stack stack;
  private static RegistryCodecs codecs;
  private static Publisher publisher;
  private static MnemeCommand mneme;
  private static Assistants assistants;

  @BeforeAll
  static void startSuite() throws Exception {
    StackSettings settings = TestStack.settings("ledger");
    for (PartName service :
        List.of(PartName.WRITER, PartName.READER, PartName.GUARD, PartName.AUDIT_SINK)) {
      // more than one caller after the other can reach: a kill loses what was only counted
      settings = settings.with(service, "MNEME_AUDIT_OWN_REFUSALS_PER_SECOND", "100");
    }
    stack = Stack.start(settings, StackListener.SILENT);
    codecs = TestStack.codecs(stack);
    publisher = new Publisher(stack.ports().bootstrap(), codecs);
    mneme = new MnemeCommand(stack);
    assistants = new Assistants(stack);
  }

  @AfterAll
  static void stopSuite() {
    assistants.close();
    publisher.close();
    codecs.close();
    stack.close();
  }

  @Test
  void shouldHoldOneEntryForEveryOperationWhateverWasKilledMeanwhile() throws Exception {
    for (PartName killed : List.of(PartName.WRITER, PartName.READER, PartName.AUDIT_SINK)) {
      publisher.publish(20);
      assistants.work(16);
      stack.part(killed).kill();
      assistants.work(10); // some of it meets nobody
      stack.part(killed).start(SOON);
      assistants.work(16);
    }
    assistants.flood(500);
    done("mode", "force", "drill", "--scope", "new@local", "--mode", "read_write", "--ttl", "10m");
    stack.part(PartName.GUARD).kill();
    stack.part(PartName.GUARD).start(SOON);
    done("mode", "clear", "drill", "--scope", "new@local");

    Map<UUID, Integer> answered = assistants.answered();
    Set<UUID> published =
        publisher.sent().stream()
            .map(sent -> Assistants.receipt(sent.subject(), sent.event().getEventId()))
            .collect(Collectors.toSet());
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(ledger().keySet()).containsAll(answered.keySet()));
    await().atMost(SOON).until(() -> ledger().keySet().containsAll(published));
    await().atMost(SOON).until(() -> decided().containsKey("guard_cleared"));
    Map<UUID, AuditEvent> ledger = ledger();

    answered.forEach(
        (receipt, times) -> assertThat(ledger.get(receipt).getCount()).isEqualTo(times));
    Set<UUID> others = new HashSet<>(ledger.keySet());
    others.removeAll(answered.keySet());
    others.removeAll(published);
    others.removeIf(id -> ledger.get(id).getService().equals("guard-service"));
    assertThat(others).hasSizeLessThanOrEqualTo(assistants.unanswered());
    assertThat(decisions(ledger)).containsKeys("guard_forced", "guard_cleared");
    assertThat(decisions(ledger)).isEqualTo(decided());
    assertThat(ledger.values())
        .extracting(AuditEvent::getResult)
        .contains("success", "conflict", "not_found", "refused");
    assertThat(ledger.values())
        .extracting(AuditEvent::getReason)
        .contains("UNAUTHORIZED", "FORBIDDEN", "VALIDATION_ERROR", "PAYLOAD_TOO_LARGE");
    assertThat(ledger.values()).anySatisfy(e -> assertThat(e.getCount()).isGreaterThan(1));
    System.out.printf(
        "%d answers, %d unanswered, %d published: %d entries%n",
        answered.values().stream().mapToInt(each -> each).sum(),
        assistants.unanswered(),
        published.size(),
        ledger.size());
  }

  @Test
  void shouldBeVerifiedWitnessedAndFoundOutByCommand() throws Exception {
    UUID receipt =
        assistants.store(assistants.subject("verified"), "the tea is green").orElseThrow();
    await().atMost(SOON).until(() -> ledger().containsKey(receipt));
    String url = stack.ports().http(PartName.AUDIT_SINK) + "/v1/ledger";
    Path home = stack.settings().layout().home();
    Path tiles = home.resolve("tiles");

    assertThat(done("audit", "verify").path("intact").asBoolean()).isTrue();
    done("audit", "verify", "--url", url, "--save", tiles.toString());
    done("audit", "verify", "--tiles", tiles.toString());
    done("audit", "verify", "--topic");

    Path proof = Files.writeString(home.resolve("proof"), assistants.proof(receipt));
    assertThat(done("audit", "verify-receipt", proof.toString()).path("proven").asBoolean())
        .isTrue();
    Path forged = home.resolve("forged");
    Files.writeString(forged, assistants.proof(receipt).replaceFirst("index \\d+", "index 999"));
    assertThat(mneme.run("audit", "verify-receipt", forged.toString()).exitCode()).isEqualTo(1);

    int partition = assistants.partitionOf(receipt);
    JsonNode tampered =
        done("audit", "tamper", "--partition", Integer.toString(partition), "--entry", "0");
    assertThat(tampered.path("intact").asBoolean(true)).isFalse();

    String state = home.resolve("witness").toString();
    done("audit", "witness", "--url", url, "--state", state, "--once");
    assistants.store(assistants.subject("verified"), "and so is the cup");
    done("audit", "witness", "--url", url, "--state", state, "--once");

    Path entries = tiles.resolve(partition + "/tile/entries");
    try (Stream<Path> files = Files.walk(entries)) {
      Path bundle = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(bundle);
      bytes[bytes.length / 2] ^= 4;
      Files.write(bundle, bytes);
    }
    assertThat(mneme.run("audit", "verify", "--tiles", tiles.toString()).exitCode()).isEqualTo(1);
  }

  @Test
  void shouldBeReplayedAndAskedAsTheDocumentationSays() throws Exception {
    String subject = assistants.subject("analysed");
    UUID receipt = assistants.store(subject, "something to analyse").orElseThrow();
    await().atMost(SOON).until(() -> ledger().containsKey(receipt));
    Path folder = stack.settings().layout().home();
    String page = Files.readString(Installation.find().root().resolve("docs/audit-analysis.md"));

    List<String> statements =
        Arrays.stream(page.split("```sql\n")).skip(1).map(each -> each.split("```")[0]).toList();
    assertThat(statements).hasSize(6);
    for (String statement : statements) {
      done("audit", "sql", statement);
    }
    for (String line : page.lines().filter(each -> each.startsWith("    ./mneme audit")).toList()) {
      List<String> words = words(line.strip().substring("./mneme ".length()));
      words.replaceAll(
          word ->
              word.equals("hs_…")
                  ? subject
                  : word.endsWith(".csv") || word.endsWith(".parquet")
                      ? folder.resolve(word).toString()
                      : word);
      MnemeCommand.Ended ended = mneme.run(words.toArray(String[]::new));
      assertThat(ended.exitCode()).as(line + ended.err()).isZero();
      if (line.contains("--subject")) {
        assertThat(ended.out()).contains(receipt.toString());
        assertThat(ended.out().lines()).allMatch(each -> each.contains("\"tenant\":\"default\""));
      }
    }
    assertThat(done("audit", "sql", "select count(*) as n from audit").get(0).path("n").asLong())
        .isGreaterThan(0);
    JsonNode both =
        done(
            "audit",
            "sql",
            "select (select count(*) from audit) as audit, (select count(*) from '%s') as file"
                .formatted(folder.resolve("audit.parquet")));
    assertThat(both.get(0).path("file").asLong())
        .isPositive()
        .isLessThanOrEqualTo(both.get(0).path("audit").asLong());
    MnemeCommand.Ended wrong = mneme.run("audit", "sql", "select nothing");
    assertThat(wrong.exitCode()).isNotZero();
    assertThat(wrong.err()).contains("DuckDB says");
  }

  @Test
  void shouldNameNobodyOnceTheSubjectIsForgottenAndProveEverythingStill() throws Exception {
    String subject = assistants.subject(MARK);
    UUID stored = assistants.store(subject, "meet " + MARK + " at ada@example.com").orElseThrow();
    UUID recalled = assistants.recall(subject, "meet " + MARK).orElseThrow();
    UUID refused = assistants.recallOfAnother(subject).orElseThrow();
    Set<UUID> own = Set.of(stored, recalled, refused);
    await().atMost(SOON).until(() -> ledger().keySet().containsAll(own));
    assertThat(found(subject)).containsAll(own);

    UUID forgotten = assistants.forget(subject).orElseThrow();
    await().atMost(SOON).until(() -> ledger().containsKey(forgotten));

    MnemeCommand.Ended search = mneme.run("audit", "replay", "--subject", subject);
    assertThat(search.exitCode()).isNotZero();
    assertThat(search.err()).contains("has no key");
    assertThat(done("audit", "verify").path("intact").asBoolean()).isTrue();
    for (UUID receipt : List.of(stored, recalled, refused, forgotten)) {
      Path proof =
          Files.writeString(
              stack.settings().layout().home().resolve("proof-" + receipt),
              assistants.proof(receipt));
      done("audit", "verify-receipt", proof.toString());
    }
    UUID again = assistants.store(subject, "after all, a cup of tea").orElseThrow();
    await().atMost(SOON).until(() -> ledger().containsKey(again));
    assertThat(found(subject)).containsExactly(again);
    Path copies = copies();
    assertThat(filesWith(stored.toString(), copies)).hasSizeGreaterThanOrEqualTo(4);
    assertNothingShows(subject, copies);
    assertNothingShows(MARK, copies);
  }

  /** The ledger as it leaves the house: its tiles, and every kind of export. */
  private static Path copies() throws Exception {
    Path folder = Files.createDirectories(stack.settings().layout().home().resolve("copies"));
    String url = stack.ports().http(PartName.AUDIT_SINK) + "/v1/ledger";
    done("audit", "verify", "--url", url, "--save", folder.resolve("tiles").toString());
    for (String format : List.of("jsonlines", "csv", "parquet")) {
      Path file = folder.resolve("export." + format);
      MnemeCommand.Ended ended = mneme.run("audit", "replay", "--format", format, file.toString());
      assertThat(ended.exitCode()).as(ended.err()).isZero();
    }
    // a parquet file is compressed: what it holds is looked for in what it reads as
    String all = "select * from '%s'".formatted(folder.resolve("export.parquet"));
    MnemeCommand.Ended read = mneme.run("audit", "sql", all, "--limit", "100000");
    assertThat(read.exitCode()).as(read.err()).isZero();
    Files.writeString(folder.resolve("export.parquet.json"), read.out());
    return folder;
  }

  /** Neither the topics of the ledger, its files, what waits on disk, the logs nor the copies. */
  private static void assertNothingShows(String mark, Path copies) throws Exception {
    for (Topic<?> topic : List.of(Topics.AUDIT, Topics.SUBJECT_KEYS, Topics.CHECKPOINTS)) {
      for (ConsumerRecord<byte[], byte[]> record :
          CommittedTopic.raw(stack.ports().bootstrap(), topic)) {
        assertThat(text(record.key()) + text(record.value())).as(topic.name()).doesNotContain(mark);
      }
    }
    List<Path> places =
        new ArrayList<>(List.of(copies, stack.settings().layout().home().resolve("logs")));
    for (PartName part : PartName.all()) {
      Path data = stack.settings().layout().data(part);
      places.add(part == PartName.AUDIT_SINK ? data : data.resolve("audit-spool"));
    }
    for (Path place : places) {
      assertThat(filesWith(mark, place)).isEmpty();
    }
  }

  private static List<Path> filesWith(String mark, Path place) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.exists(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (text(Files.readAllBytes(file)).contains(mark)) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }

  /** How many entries there are of each kind of the guard's decisions. */
  private static Map<String, Long> decisions(Map<UUID, AuditEvent> ledger) {
    Set<String> kinds =
        Arrays.stream(GuardEventKind.values()).map(LedgerST::entry).collect(Collectors.toSet());
    return ledger.values().stream()
        .filter(each -> each.getService().equals("guard-service"))
        .map(AuditEvent::getOperation)
        .filter(kinds::contains)
        .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
  }

  /** And how often the guard decided so. */
  private static Map<String, Long> decided() {
    return CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.GUARD_EVENTS).stream()
        .map(each -> entry(each.value().orElseThrow().getKind()))
        .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
  }

  private static String entry(GuardEventKind kind) {
    return "guard_" + kind.name().toLowerCase(Locale.ROOT);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static Set<UUID> found(String subject) throws Exception {
    MnemeCommand.Ended ended = mneme.run("audit", "replay", "--subject", subject);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    Set<UUID> found = new HashSet<>();
    for (String line : ended.out().lines().toList()) {
      found.add(UUID.fromString(MnemeCommand.parse(line).path("event_id").asText()));
    }
    return found;
  }

  private static JsonNode done(String... words) throws IOException, InterruptedException {
    MnemeCommand.Ended ended = mneme.run(words);
    assertThat(ended.exitCode()).as(String.join(" ", words) + "\n" + ended.err()).isZero();
    return ended.document();
  }

  /** The words of a command line, those in double quotes whole. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    String[] parts = line.split("\"");
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 1) {
        words.add(parts[i]);
      } else {
        Arrays.stream(parts[i].strip().split(" +")).filter(w -> !w.isEmpty()).forEach(words::add);
      }
    }
    return words;
  }

  /** What has an entry in the ledger: an event is one, however often it is on the topic. */
  private static Map<UUID, AuditEvent> ledger() {
    Map<UUID, AuditEvent> ledger = new HashMap<>();
    for (CommittedTopic.Entry<AuditEvent> entry :
        CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.AUDIT)) {
      ledger.putIfAbsent(entry.value().orElseThrow().getEventId(), entry.value().orElseThrow());
    }
    return ledger;
  }
}
