package dev.mneme.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.checkpoint.CombinedCheckpoint;
import dev.mneme.ledger.format.EntryField;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.memory.InMemoryLedger;
import dev.mneme.ledger.note.SignedNote;
import dev.mneme.ledger.verify.LedgerVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F10: whenever it is killed, there is one history, and every checkpoint is of it. */
class KilledLedgerTest {
  private static final int ENTRIES = 600;
  private static final List<List<Hash>> ROOTS = new ArrayList<>();

  private final Random random = new Random();

  @BeforeAll
  static void know() throws IOException {
    for (int partition = 0; partition < KilledLedger.PARTITIONS; partition++) {
      List<Hash> roots = new ArrayList<>();
      try (LedgerLog log = new InMemoryLedger().open(partition)) {
        roots.add(log.root(0));
        for (int number = 0; number < ENTRIES; number++) {
          log.append(List.of(KilledLedger.record(partition, number)));
          roots.add(log.root(number + 1L));
        }
      }
      ROOTS.add(roots);
    }
  }

  @Test
  void shouldNeverShowTwoHistoriesWhereverItIsKilled(@TempDir Path folder) throws Exception {
    kill(5, folder);
  }

  @Test
  @Tag("campaign")
  void shouldNeverShowTwoHistoriesInAHundredKills(@TempDir Path folder) throws Exception {
    kill(100, folder);
  }

  private void kill(int times, Path folder) throws Exception {
    int kills = 0;
    for (int ledger = 0; kills < times; ledger++) {
      Path files = folder.resolve("ledger-" + ledger);
      Path published = folder.resolve("published-" + ledger);
      boolean done = false;
      while (!done && kills < times) {
        done = !killed(files, published, random.nextInt(400));
        kills += done ? 0 : 1;
        assertOneHistory(files, published);
      }
      assertThat(killed(files, published, Integer.MAX_VALUE)).isFalse();
      assertOneHistory(files, published);
      assertEveryRecordOnce(files);
    }
  }

  private static boolean killed(Path files, Path published, int steps)
      throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledLedger.class.getName(),
                files.toString(),
                published.toString(),
                Integer.toString(steps),
                Integer.toString(ENTRIES))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    assertThat(code).isIn(0, KilledLedger.KILLED);
    return code == KilledLedger.KILLED;
  }

  private static void assertOneHistory(Path files, Path published) throws IOException {
    if (Files.exists(files)) {
      assertThat(LedgerVerifier.verify(files).intact()).isTrue();
    }
    if (Files.exists(Segment.checkpoint(files))) {
      SignedNote last = SignedNote.parse(Files.readString(Segment.checkpoint(files)));
      assertThat(last.signedBy(List.of(KilledLedger.KEY.verifier()))).hasSize(1);
      CombinedCheckpoint.parse(last.text())
          .logs()
          .forEach(
              log ->
                  assertThat(log.root())
                      .isEqualTo(ROOTS.get(log.partition()).get((int) log.size())));
    }
    if (Files.exists(published)) {
      for (String line : Files.readAllLines(published)) {
        String[] parts = line.split(" ");
        assertThat(parts[2])
            .isEqualTo(ROOTS.get(Integer.parseInt(parts[0])).get(Integer.parseInt(parts[1])).hex());
      }
    }
  }

  private static void assertEveryRecordOnce(Path files) throws IOException {
    try (FileLedger ledger = FileLedger.open(files, Disk.real(), KilledLedger.SEGMENT, _ -> {})) {
      for (int partition = 0; partition < KilledLedger.PARTITIONS; partition++) {
        try (LedgerLog log = ledger.open(partition)) {
          assertThat(log.head().size()).isEqualTo(ENTRIES);
          for (int number = 0; number < ENTRIES; number++) {
            CommittedRecord expected = KilledLedger.record(partition, number);
            StoredEntry stored = log.read(number).orElseThrow();
            assertThat(stored.entry().offset()).isEqualTo(expected.offset());
            assertThat(stored.entry().value())
                .isInstanceOfSatisfying(
                    EntryField.Bytes.class,
                    value -> assertThat(value.bytes()).isEqualTo(expected.value()));
          }
        }
      }
    }
  }
}
