package dev.mneme.audit.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.events.LedgerCheckpoint;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.format.EntryField;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.merkle.ProofCheck;
import dev.mneme.ledger.merkle.Tile;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignatureKind;
import dev.mneme.ledger.note.SignedNote;
import dev.mneme.ledger.once.EventId;
import dev.mneme.ledger.receipt.Receipt;
import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.LedgerVerifier;
import dev.mneme.ledger.verify.PartitionReport;
import dev.mneme.ledger.verify.Tampering;
import dev.mneme.ledger.verify.TilesReport;
import dev.mneme.ledger.verify.TilesVerifier;
import dev.mneme.ledger.witness.View;
import dev.mneme.ledger.witness.Witness;
import dev.mneme.stack.process.Tethered;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One sink, killed and damaged and brought back, over one topic that only grows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditSinkIT {
  private static final int KILLS = 10;
  private static final Duration PACE = Duration.ofMillis(3);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Random random = new Random();
  private Path temp;
  private RunningSink sink;
  private Traffic traffic;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    temp = home;
    sink = RunningSink.start(home.resolve("stack"));
    traffic = sink.traffic(1);
  }

  @AfterAll
  void stop() {
    if (traffic != null) {
      traffic.close();
    }
    if (sink != null) {
      sink.close();
    }
  }

  @Test
  @Order(1)
  void shouldHoldEachCommittedEventOnceAndInOrderWhereverItIsKilled() throws Exception {
    // Given
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (!enough.get()) {
                  traffic.transactions(1);
                  LockSupport.parkNanos(PACE.toNanos());
                }
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    // When
    for (int kill = 0; kill < KILLS; kill++) {
      awaitAppending();
      Duration somewhere = Duration.ofMillis(random.nextInt(300));
      await().pollDelay(somewhere).until(() -> true);
      sink.process().kill();
      assertThat(LedgerVerifier.verify(sink.ledger()).intact()).isTrue();
      sink.launch();
    }
    enough.set(true);
    writing.get(30, TimeUnit.SECONDS);
    sink.awaitReady();
    sink.awaitEntries(traffic.size());

    // Then
    assertThat(sink.entries()).isEqualTo(traffic.expected());
    assertThat(sink.entriesOverHttp()).isEqualTo(traffic.size());
  }

  @Test
  @Order(2)
  void shouldSayOverHttpWhatTheVerifierFindsInTheFiles() throws Exception {
    traffic.transactions(20);
    sink.awaitEntries(traffic.size());

    LedgerReport report = LedgerVerifier.verify(sink.ledger());

    assertThat(report.intact()).isTrue();
    TreeMap<Integer, String> verified = new TreeMap<>();
    report.partitions().forEach(p -> verified.put(p.partition(), p.entries() + " " + p.head()));
    TreeMap<Integer, String> said = new TreeMap<>();
    for (JsonNode root : sink.get("/v1/ledger/root")) {
      said.put(
          root.path("partition").asInt(),
          root.path("size").asText() + " " + root.path("head").asText());
    }
    assertThat(said).isEqualTo(verified);

    JsonNode entry = sink.get("/v1/ledger/entries/" + said.firstKey() + "/0");
    assertThat(entry.path("index").asLong()).isZero();
    assertThat(sink.get("/v1/ledger/entries/0/99999999").at("/error/code").asText())
        .isEqualTo("NOT_FOUND");
  }

  @Test
  @Order(2)
  void shouldProveEveryEventWithAReceiptThatNeedsThePublicKeyAlone() throws Exception {
    List<NoteVerifier> keys = List.of(sink.key());
    for (UUID event : List.copyOf(traffic.events()).subList(0, 20)) {
      String text = receipt(event);

      assertThat(Receipt.parse(text).check(keys))
          .isInstanceOfSatisfying(
              Receipt.Verdict.Proven.class,
              proven -> {
                assertThat(proven.entry().value())
                    .isInstanceOfSatisfying(
                        EntryField.Bytes.class,
                        value -> assertThat(EventId.of(value.bytes())).contains(event));
                assertThat(proven.by()).isEqualTo(keys);
              });
      assertThat(sink.post("/v1/receipts/verify", text).body()).contains("\"valid\":true");
      assertThat(sink.post("/v1/receipts/verify", text.replace("index ", "index 1")).body())
          .contains("\"valid\":false");
    }
    assertThat(sink.get("/v1/receipts/" + UUID.randomUUID()).at("/error/code").asText())
        .isEqualTo("NOT_FOUND");
  }

  @Test
  @Order(2)
  void shouldBeVerifiableFromItsTilesAloneAndByAWitness() throws Exception {
    List<NoteVerifier> keys = List.of(sink.key());
    Witness witness = witness(keys);
    sink.awaitSigned();

    long entries = 0;
    for (int partition : traffic.expected().keySet()) {
      TilesReport report = TilesVerifier.verify(sink.tiles(partition), keys, _ -> {});
      assertThat(report.finding()).isEmpty();
      entries += report.entries();
      assertThat(witness.look(sink.tiles(partition), Instant.now()))
          .isInstanceOf(Witness.Verdict.Cosigned.class);
    }
    assertThat(entries).isEqualTo(traffic.size());

    traffic.transactions(10);
    sink.awaitEntries(traffic.size());
    for (int partition : traffic.expected().keySet()) {
      assertThat(witness.look(sink.tiles(partition), Instant.now()))
          .isNotInstanceOf(Witness.Verdict.Refused.class);
    }
  }

  @Test
  @Order(2)
  void shouldServeCheckpointsTilesKeysAndMetersAsTheirReadersExpect() throws Exception {
    int partition = traffic.expected().keySet().iterator().next();
    HttpResponse<String> checkpoint =
        sink.text("/v1/ledger/logs/%d/checkpoint".formatted(partition));
    assertThat(checkpoint.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(checkpoint.headers().firstValue("cache-control")).contains("no-cache");
    long size = Checkpoint.parse(SignedNote.parse(checkpoint.body()).text()).size();

    String tile =
        "/v1/ledger/logs/%d/%s".formatted(partition, Tile.path(0, 0, Tile.width(0, 0, size)));
    assertThat(sink.text(tile).headers().firstValue("cache-control"))
        .contains("public, max-age=31536000, immutable");
    assertThat(sink.text(tile).headers().firstValue("content-type"))
        .contains("application/octet-stream");
    assertThat(sink.text("/v1/ledger/logs/%d/tile/0/999".formatted(partition)).statusCode())
        .isEqualTo(404);
    assertThat(sink.text("/v1/ledger/logs/%d/tile/0/../../0".formatted(partition)).statusCode())
        .isGreaterThanOrEqualTo(400);

    JsonNode key = sink.get("/v1/keys/jwks").at("/keys/0");
    assertThat(key.path("kty").asText()).isEqualTo("OKP");
    assertThat(key.path("note_key").asText()).isEqualTo(sink.key().toString());
    JsonNode proof =
        sink.get("/v1/ledger/consistency?partition=%d&from=1&to=%d".formatted(partition, size));
    List<Hash> hashes = new ArrayList<>();
    proof.path("proof").forEach(hash -> hashes.add(Hash.parse(hash.asText())));
    assertThat(
            ProofCheck.consistent(
                1,
                Hash.parse(proof.path("from_root").asText()),
                size,
                Hash.parse(proof.path("to_root").asText()),
                hashes))
        .isTrue();
    assertThat(sink.get("/v1/ledger/integrity").path("intact").asBoolean()).isTrue();
    assertThat(sink.get("/v1/ledger/integrity?full=true").path("intact").asBoolean()).isTrue();
    assertThat(sink.text("/metrics").body())
        .contains(
            "audit_events_total",
            "audit_ledger_height{partition=",
            "audit_checkpoint_age_seconds",
            "audit_signature_failures_total",
            "audit_verification_failures_total",
            "audit_append_seconds");
  }

  @Test
  @Order(2)
  void shouldPublishWhatItSignedOnTheTopicOfCheckpoints() throws Exception {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              var published = sink.publishedCheckpoints();
              for (int partition : traffic.expected().keySet()) {
                String note =
                    sink.text("/v1/ledger/logs/%d/checkpoint".formatted(partition)).body();
                String origin = Checkpoint.parse(SignedNote.parse(note).text()).origin();
                assertThat(published).containsKey(origin);
                assertThat(published.get(origin).getLast().getNote()).isEqualTo(note);
              }
              assertThat(published.get(sink.key().name()).getLast().getNote())
                  .isEqualTo(sink.text("/v1/ledger/checkpoint").body());
            });
  }

  /** F11: the traffic was stamped by a clock that jumps; the sink was killed in the middle. */
  @Test
  @Order(3)
  void shouldOrderEntriesByOffsetAndCheckpointsBySizeWhateverClocksSaid() throws Exception {
    sink.awaitSigned();

    for (int partition : Segment.partitions(sink.ledger())) {
      List<LedgerEntry> entries = sink.ledgerEntries(partition);
      assertThat(entries).isSortedAccordingTo(Comparator.comparingLong(LedgerEntry::offset));
      if (entries.size() > 100) {
        assertThat(entries.stream().mapToLong(LedgerEntry::timestamp).toArray())
            .isNotEqualTo(entries.stream().mapToLong(LedgerEntry::timestamp).sorted().toArray());
      }
    }
    sink.publishedCheckpoints()
        .forEach(
            (origin, checkpoints) -> {
              assertThat(checkpoints)
                  .as(origin)
                  .isSortedAccordingTo(Comparator.comparingLong(LedgerCheckpoint::getSize));
              Map<Long, Object> roots = new HashMap<>();
              for (LedgerCheckpoint each : checkpoints) {
                assertThat(SignedNote.parse(each.getNote()).signedBy(List.of(sink.key())))
                    .as(origin)
                    .hasSize(1);
                if (!origin.equals(sink.key().name())) { // the combined one has one size for ever
                  Object before = roots.putIfAbsent(each.getSize(), each.getRoot());
                  assertThat(before).as(origin).isIn(null, each.getRoot());
                }
              }
            });
  }

  @Test
  @Order(3)
  void shouldNameTheEntryOfACopyThatWasTamperedWith() throws Exception {
    int partition = traffic.expected().keySet().iterator().next();
    int index = traffic.expected().get(partition).size() / 2;

    Tampering.copyAndFlip(sink.ledger(), temp.resolve("copy"), partition, index);

    PartitionReport report =
        LedgerVerifier.verify(temp.resolve("copy")).partitions().stream()
            .filter(each -> each.partition() == partition)
            .findFirst()
            .orElseThrow();
    assertThat(report).isInstanceOf(PartitionReport.Broken.class);
    Finding finding = ((PartitionReport.Broken) report).finding();
    assertThat(finding.index()).isEqualTo(index);
    assertThat(finding.offset()).isEqualTo(traffic.expected().get(partition).get(index).offset());
    assertThat(LedgerVerifier.verify(sink.ledger()).intact()).isTrue();
  }

  @Test
  @Order(4)
  void shouldBuildTheSameBytesAgainFromTheTopic() throws Exception {
    // Given
    sink.awaitSigned();
    sink.process().stop();
    TreeMap<String, Hash> before = files(sink.ledger());
    delete(sink.state());

    // When
    sink.launch();
    sink.awaitReady();
    sink.awaitEntries(traffic.size());
    sink.awaitSigned();

    // Then
    sink.process().stop();
    assertThat(files(sink.ledger())).isEqualTo(before);
    sink.launch();
    sink.awaitReady();
  }

  @Test
  @Order(5)
  void shouldStopWithoutAPartOfAnEntryWhenTheDiskIsFullAndGoOnAfterwards() throws Exception {
    // Given
    long largest = largestLog();
    Assumptions.assumeTrue(limitFileSize(largest + 700), "prlimit is here");

    // When
    traffic.transactions(60);

    // Then
    JsonNode health = sink.awaitNotReadyBecause("stopped: the ledger stopped");
    assertThat(health.toString()).containsPattern("partition \\d+ could not be .* at entry \\d+");
    assertThat(health.path("status").asText()).isEqualTo("DOWN");
    assertThat(LedgerVerifier.verify(sink.ledger()).partitions())
        .allSatisfy(
            report ->
                assertThat(report)
                    .isInstanceOfSatisfying(
                        PartitionReport.Intact.class,
                        intact -> assertThat(intact.unfinished()).isZero()));
    sink.process().stop();
    sink.launch();
    sink.awaitReady();
    sink.awaitEntries(traffic.size());
    assertThat(sink.entries()).isEqualTo(traffic.expected());
  }

  @Test
  @Order(6)
  void shouldRefuseADamagedLedgerAndNameTheEntry() throws Exception {
    // Given
    int partition = traffic.expected().keySet().iterator().next();
    sink.process().stop();
    Path whole = temp.resolve("whole");
    Files.move(sink.ledger(), whole);
    Tampering.copyAndFlip(whole, sink.ledger(), partition, 3);

    // When
    sink.launch();

    // Then
    sink.awaitNotReadyBecause("partition %d entry 3 ".formatted(partition));
    assertThat(sink.get("/health/live").path("status").asText()).isEqualTo("UP");
    sink.process().stop();
    delete(sink.ledger());
    Files.move(whole, sink.ledger());
    sink.launch();
    sink.awaitReady();
  }

  /** F22: nobody has looked since the witness did, long before the key was changed. */
  @Test
  @Order(7)
  void shouldGoOnWithARotatedKeyAndBeWitnessedByWhoWasAway() throws Exception {
    // Given
    UUID event = traffic.events().iterator().next();
    String receipt = receipt(event);
    NoteVerifier old = sink.key();
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    NoteVerifier key = NoteSigner.of(old.name(), SignatureKind.LOG, seed).verifier();
    String newKey = Base64.getEncoder().encodeToString(seed);
    sink.process().stop();
    assertRefused(Map.of("MNEME_LEDGER_KEY", ""), "MNEME_LEDGER_KEY is not set");
    assertRefused(
        Map.of("MNEME_LEDGER_KEY", newKey), "a key that is neither the present one nor a retired");

    // When
    Tethered rotated =
        sink.launch(
            Map.of("MNEME_LEDGER_KEY", newKey, "MNEME_LEDGER_RETIRED_KEYS", old.toString()));
    try {
      traffic.transactions(10);
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> sink.entriesOverHttp() >= traffic.size());
      sink.awaitSigned();

      // Then
      assertThat(sink.get("/v1/keys/jwks").findValuesAsText("note_key"))
          .containsExactly(key.toString(), old.toString());
      assertThat(Receipt.parse(receipt).check(List.of(old)))
          .isInstanceOf(Receipt.Verdict.Proven.class);
      assertThat(sink.post("/v1/receipts/verify", receipt).body()).contains("\"valid\":true");
      String again = receipt(event);
      assertThat(Receipt.parse(again).check(List.of(key)))
          .isInstanceOf(Receipt.Verdict.Proven.class);
      assertThat(Receipt.parse(again).check(List.of(old)))
          .isInstanceOf(Receipt.Verdict.Refused.class);
      Witness witness = witness(List.of(old, key));
      for (int partition : traffic.expected().keySet()) {
        assertThat(witness.look(sink.tiles(partition), Instant.now()))
            .isNotInstanceOf(Witness.Verdict.Refused.class);
      }
    } finally {
      rotated.stop();
    }
  }

  private String receipt(UUID event) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> sink.get("/v1/receipts/" + event).path("receipt").asText(""),
            receipt -> !receipt.isEmpty());
  }

  private void assertRefused(Map<String, String> environment, String because) throws Exception {
    int before = (int) size(sink.log());
    int code = sink.launch(environment).onExit().get(60, TimeUnit.SECONDS);
    assertThat(code).isEqualTo(1);
    byte[] log = Files.readAllBytes(sink.log());
    assertThat(new String(log, before, log.length - before, UTF_8)).contains(because);
  }

  private Witness witness(List<NoteVerifier> keys) {
    NoteSigner cosigner =
        NoteSigner.of("witness.example/w1", SignatureKind.COSIGNATURE, new byte[32]);
    return new Witness(cosigner, keys, new View(temp.resolve("witness")));
  }

  private void awaitAppending() throws IOException {
    long before = sizeOfLogs();
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60))
        .until(this::sizeOfLogs, size -> size > before);
  }

  private long sizeOfLogs() throws IOException {
    try (Stream<Path> files = Files.walk(sink.ledger())) {
      return files.filter(Files::isRegularFile).mapToLong(AuditSinkIT::size).sum();
    }
  }

  private long largestLog() throws IOException {
    try (Stream<Path> files = Files.walk(sink.ledger())) {
      return files.filter(Files::isRegularFile).mapToLong(AuditSinkIT::size).max().orElse(0);
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  /** No file of the sink may grow beyond this, as if the disk had no more room. */
  private boolean limitFileSize(long bytes) throws InterruptedException {
    String pid = Long.toString(sink.process().handle().orElseThrow().pid());
    try {
      return new ProcessBuilder("prlimit", "--pid", pid, "--fsize=" + bytes)
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException notHere) {
      return false;
    }
  }

  private static TreeMap<String, Hash> files(Path folder) throws IOException {
    TreeMap<String, Hash> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        if (!path.endsWith("lock")) {
          files.put(
              folder.relativize(path).toString(), LedgerHashes.leaf(Files.readAllBytes(path)));
        }
      }
    }
    return files;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
