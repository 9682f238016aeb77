package dev.mneme.ledger.once;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.StoredEntry;
import dev.mneme.ledger.memory.InMemoryLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenIdsTest {
  private static final int BLOCK = 8;

  @TempDir Path folder;
  private final Random random = new Random(7);
  private final List<UUID> ids = new ArrayList<>();
  private final InMemoryLedger ledger = new InMemoryLedger();
  private LedgerLog log = ledger.open(0);

  @BeforeEach
  void fill() throws IOException {
    append(20);
  }

  @Test
  void shouldKnowEveryIdOfTheLogAndNoOther() throws IOException {
    SeenIds seen = SeenIds.of(log, folder, BLOCK);

    assertThat(seen.count()).isEqualTo(20);
    for (UUID id : ids) {
      assertThat(seen.find(id)).hasValue(ids.indexOf(id));
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(seen.contains(anId())).isFalse();
    }
  }

  @Test
  void shouldKnowThemAgainFromItsFiles() throws IOException {
    SeenIds.of(log, folder, BLOCK);
    append(5);

    SeenIds again = SeenIds.of(log, folder, BLOCK);

    assertThat(files()).hasSize(3);
    for (UUID id : ids) {
      assertThat(again.contains(id)).isTrue();
    }
  }

  @Test
  void shouldGrowWithTheLog() throws IOException {
    SeenIds seen = SeenIds.of(log, folder, BLOCK);
    long before = log.head().size();
    append(30);

    for (StoredEntry stored : log.read(before, 30)) {
      seen.add(stored);
    }

    assertThat(seen.count()).isEqualTo(50);
    assertThat(files()).hasSize(6);
    for (UUID id : ids) {
      assertThat(seen.contains(id)).isTrue();
    }
  }

  @Test
  void shouldNameADamagedFileAndMakeItAgainWhenItIsDeleted() throws IOException {
    SeenIds.of(log, folder, BLOCK);
    Path file = files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);

    assertThat(SeenIds.of(log, folder, BLOCK).damaged()).containsExactly(file);
    Files.delete(file);

    SeenIds again = SeenIds.of(log, folder, BLOCK);
    assertThat(again.damaged()).isEmpty();
    for (UUID id : ids) {
      assertThat(again.contains(id)).isTrue();
    }
    bytes[bytes.length / 2] ^= 4;
    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void shouldNotTakeTheIdsOfAnotherLedgerForItsOwn() throws IOException {
    SeenIds.of(log, folder, BLOCK);
    List<UUID> others = List.copyOf(ids);
    ids.clear();
    log = new InMemoryLedger().open(0);
    append(20);

    SeenIds seen = SeenIds.of(log, folder, BLOCK);

    assertThat(seen.contains(others.getFirst())).isFalse();
    assertThat(seen.contains(ids.getFirst())).isTrue();
  }

  @Test
  void shouldTellApartIdsThatBeginAlikeAndHaveAnySign() throws IOException {
    long[] highs = {-1, 0, 1, 0x7FFF_FFFF_FFFF_0002L, 0x7FFF_FFFF_FFFF_0001L, Long.MIN_VALUE};
    for (long high : highs) {
      append(new UUID(high, -high));
      append(new UUID(high, 5));
    }

    SeenIds seen = SeenIds.of(log, folder, BLOCK);

    for (UUID id : ids) {
      assertThat(seen.find(id)).hasValue(ids.indexOf(id));
    }
  }

  private UUID anId() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private void append(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      append(anId());
    }
  }

  private void append(UUID id) throws IOException {
    ids.add(id);
    log.append(List.of(new CommittedRecord(log.head().nextOffset(), 0, null, value(id))));
  }

  private static byte[] value(UUID id) {
    return ByteBuffer.allocate(50)
        .put((byte) 0)
        .putInt(7)
        .put((byte) 0x48)
        .put(id.toString().getBytes(US_ASCII))
        .array();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
