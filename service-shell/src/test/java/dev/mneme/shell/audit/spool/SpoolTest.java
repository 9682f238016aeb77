package dev.mneme.shell.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.shell.audit.AuditTrail.About;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final long ROOM = 8L << 20;

  @TempDir Path folder;

  @Test
  void shouldGiveWhatItTookInOrderAndNothingTwiceAfterItWasDelivered() throws IOException {
    try (Spool spool = Spool.open(folder, ROOM)) {
      append(spool, 0, 5);
      Spool.Batch first = spool.oldest(3);
      assertThat(numbers(first)).containsExactly(0, 1, 2);
      assertThat(numbers(spool.oldest(3))).containsExactly(0, 1, 2);

      spool.delivered(first);

      assertThat(numbers(spool.oldest(10))).containsExactly(3, 4);
      spool.delivered(spool.oldest(10));
      assertThat(spool.isEmpty()).isTrue();
    }
  }

  @Test
  void shouldKeepAcrossProcessesWhatWasNotDelivered() throws IOException {
    try (Spool spool = Spool.open(folder, ROOM)) {
      append(spool, 0, 6);
      spool.delivered(spool.oldest(2));
    }
    try (Spool spool = Spool.open(folder, ROOM)) {
      append(spool, 6, 8);
      assertThat(numbers(spool.oldest(100))).containsExactly(2, 3, 4, 5, 6, 7);
      spool.delivered(spool.oldest(5));
    }
    try (Spool spool = Spool.open(folder, ROOM)) {
      assertThat(numbers(spool.oldest(100))).containsExactly(7);
    }
  }

  @Test
  void shouldKeepWholeEntriesWhenTheLastOneIsCutOffOrDamaged() throws IOException {
    try (Spool spool = Spool.open(folder, ROOM)) {
      append(spool, 0, 3);
    }
    Path file = folder.resolve("%020d.spool".formatted(0));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
    try (Spool spool = Spool.open(folder, ROOM)) {
      append(spool, 3, 4);
      assertThat(numbers(spool.oldest(100))).containsExactly(0, 1, 3);
    }
    Files.write(file, new byte[] {0, 0, 0, 9, 1}, StandardOpenOption.APPEND);
    try (Spool spool = Spool.open(folder, ROOM)) {
      assertThat(numbers(spool.oldest(100))).containsExactly(0, 1, 3);
    }
  }

  @Test
  void shouldGoOnInFurtherFilesAndRemoveThoseThatAreDone() throws IOException {
    try (Spool spool = Spool.open(folder, ROOM)) {
      append(spool, 0, 10_000);
      assertThat(SpoolFile.numbers(folder).size()).isGreaterThan(2);

      List<Integer> all = new ArrayList<>();
      while (!spool.isEmpty()) {
        Spool.Batch batch = spool.oldest(256);
        all.addAll(numbers(batch));
        spool.delivered(batch);
      }

      assertThat(all).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
      assertThat(SpoolFile.numbers(folder)).hasSize(1);
    }
  }

  @Test
  void shouldTakeNothingBeyondItsRoomAndAgainWhenThereIsSome() throws IOException {
    try (Spool spool = Spool.open(folder, 3L << 20)) {
      int taken = 0;
      while (spool.append(spooled(taken))) {
        taken++;
      }
      assertThat(taken).isPositive();
      assertThat(spool.waiting()).isLessThanOrEqualTo(3L << 20);

      while (!spool.isEmpty()) {
        spool.delivered(spool.oldest(256));
      }

      assertThat(spool.append(spooled(0))).isTrue();
    }
  }

  private static void append(Spool spool, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      assertThat(spool.append(spooled(i))).isTrue();
    }
  }

  private static List<Integer> numbers(Spool.Batch batch) {
    assertThat(batch.entries()).extracting(Spooled::about).containsOnly(About.PERSON);
    return batch.entries().stream().map(each -> each.entry().getAffected()).toList();
  }

  private static Spooled spooled(int number) {
    return new Spooled(
        AuditEvent.newBuilder()
            .setEventId(new UUID(7, number))
            .setOperation("recall")
            .setFamily("personal")
            .setResult("success")
            .setService("reader")
            .setInstance("reader-0")
            .setTenant("acme")
            .setSubjectHash("a".repeat(64))
            .setAt(Instant.ofEpochMilli(1_700_000_000_000L + number))
            .setAffected(number)
            .setRemovedIds(List.of(new UUID(1, 2)))
            .build(),
        About.PERSON,
        null);
  }
}
