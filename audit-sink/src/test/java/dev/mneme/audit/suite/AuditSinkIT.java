package dev.mneme.audit.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.LedgerVerifier;
import dev.mneme.ledger.verify.PartitionReport;
import dev.mneme.ledger.verify.Tampering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeMap;
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
    sink.process().stop();
    TreeMap<String, Hash> before = files(sink.ledger());
    delete(sink.state());

    // When
    sink.launch();
    sink.awaitReady();
    sink.awaitEntries(traffic.size());

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
