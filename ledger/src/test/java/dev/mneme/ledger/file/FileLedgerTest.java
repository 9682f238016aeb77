package dev.mneme.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.Head;
import dev.mneme.ledger.LedgerDamagedException;
import dev.mneme.ledger.LedgerInUseException;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.LedgerStoppedException;
import dev.mneme.ledger.LedgerStore;
import dev.mneme.ledger.LedgerStoreContract;
import dev.mneme.ledger.Samples;
import dev.mneme.ledger.format.Flaw;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.merkle.MerkleTree;
import dev.mneme.ledger.merkle.ProofCheck;
import dev.mneme.ledger.merkle.Tile;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.SignatureKind;
import dev.mneme.ledger.sign.CheckpointSigner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest implements LedgerStoreContract {
  private static final int SMALL_SEGMENT = 4;

  @TempDir Path folder;
  private final FaultyDisk disk = new FaultyDisk();
  private final List<CutBack> cutBacks = new ArrayList<>();
  private FileLedger ledger;

  @BeforeEach
  void open() throws IOException {
    ledger = FileLedger.open(folder, disk, SMALL_SEGMENT, cutBacks::add);
  }

  @AfterEach
  void close() throws IOException {
    ledger.close();
  }

  @Override
  public LedgerStore store() {
    return ledger;
  }

  @Test
  void shouldBeginASegmentWithTheEntryThatNoLongerFits() throws IOException {
    Samples.fill(ledger, 0, Samples.records(8, 1));
    assertThat(Segment.of(folder, 0)).extracting(Segment::first).containsExactly(0L, 4L);

    try (LedgerLog log = ledger.open(0)) {
      log.append(List.of(new CommittedRecord(1000, 0, null, null)));
    }
    assertThat(Segment.of(folder, 0)).extracting(Segment::first).containsExactly(0L, 4L, 8L);
  }

  @Test
  void shouldLetNobodyElseIn() {
    assertThatThrownBy(() -> FileLedger.open(folder, cutBacks::add))
        .isInstanceOf(LedgerInUseException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void shouldForceOncePerBatch() throws IOException {
    try (LedgerLog log = ledger.open(0)) {
      int before = disk.syncs;
      log.append(Samples.records(SMALL_SEGMENT, 1));
      assertThat(disk.syncs - before).isEqualTo(1);
    }
  }

  @Test
  void shouldStopForGoodWhenASyncFails() throws IOException {
    // Given
    List<CommittedRecord> records = Samples.records(3, 1);
    try (LedgerLog log = ledger.open(0)) {
      log.append(records.subList(0, 1));
      Head before = log.head();
      disk.syncFails = true;
      assertThatThrownBy(() -> log.append(records.subList(1, 2)))
          .isInstanceOf(LedgerStoppedException.class)
          .hasMessageContaining("Input/output error")
          .matches(ForceFailedException::isCauseOf, "the process must end");

      // When
      disk.syncFails = false;

      // Then
      assertThatThrownBy(() -> log.append(records.subList(1, 2)))
          .isInstanceOf(LedgerStoppedException.class);
      assertThat(log.head()).isEqualTo(before);
      assertThat(log.read(1)).isEmpty();
    }
  }

  @Test
  void shouldForceAgainWhatASyncThatFailedLeftBehind() throws IOException {
    // Given
    List<CommittedRecord> records = Samples.records(3, 1);
    try (LedgerLog log = ledger.open(0)) {
      log.append(records.subList(0, 1));
      disk.syncFails = true;
      assertThatThrownBy(() -> log.append(records.subList(1, 3)))
          .isInstanceOf(LedgerStoppedException.class);
    }

    // When
    disk.syncFails = false;
    disk.room = 10_000;
    int syncs = disk.syncs;
    try (LedgerLog log = ledger.open(0)) {

      // Then
      assertThat(log.head().size()).isEqualTo(3);
      assertThat(disk.syncs).isGreaterThan(syncs);
      assertThat(10_000 - disk.room).isGreaterThan(2 * 31);
    }
  }

  @Test
  void shouldLeaveNoPartOfAnEntryWhenTheDiskIsFull() throws IOException {
    // Given
    List<CommittedRecord> records = Samples.records(3, 1);
    Path log0 = Segment.at(folder, 0, 0).log();
    try (LedgerLog log = ledger.open(0)) {
      log.append(records.subList(0, 1));
      long length = Files.size(log0);
      disk.room = 20;

      // When
      assertThatThrownBy(() -> log.append(records.subList(1, 3)))
          .isInstanceOf(LedgerStoppedException.class)
          .hasMessageContaining("No space left on device")
          .matches(full -> !ForceFailedException.isCauseOf(full), "a full disk is another matter");

      // Then
      assertThat(Files.size(log0)).isEqualTo(length);
      assertThat(log.head().size()).isEqualTo(1);
    }
    disk.room = Long.MAX_VALUE;
    try (LedgerLog log = ledger.open(0)) {
      assertThat(cutBacks).isEmpty();
      log.append(records.subList(1, 3));
      assertThat(log.head().size()).isEqualTo(3);
    }
  }

  @Test
  void shouldKeepTheLastCheckpointWholeWhenTheNextCannotBeKept() throws IOException {
    // Given
    List<CommittedRecord> records = Samples.records(8, 1);
    NoteSigner key = NoteSigner.of("example.com/audit", SignatureKind.LOG, new byte[32]);
    CheckpointSigner signer =
        CheckpointSigner.open("example.com/audit", key, List.of(), ledger.checkpoints());
    try (LedgerLog log = ledger.open(0)) {
      log.append(records.subList(0, 3));
      signer.sign(List.of(log));
      String before = Files.readString(Segment.checkpoint(folder));
      log.append(records.subList(3, 5));

      // When
      disk.room = 20;
      assertThatThrownBy(() -> signer.sign(List.of(log)))
          .hasMessageContaining("No space left on device");
      disk.room = Long.MAX_VALUE;
      disk.syncFails = true;
      assertThatThrownBy(() -> signer.sign(List.of(log)))
          .matches(ForceFailedException::isCauseOf, "the process must end");
      disk.syncFails = false;

      // Then
      assertThat(Files.readString(Segment.checkpoint(folder))).isEqualTo(before);
      assertThat(signer.signed().log(0).orElseThrow().checkpoint().size()).isEqualTo(3);
      CheckpointSigner again =
          CheckpointSigner.open("example.com/audit", key, List.of(), ledger.checkpoints());
      assertThat(again.sign(List.of(log)).orElseThrow().log(0).orElseThrow().checkpoint().size())
          .isEqualTo(5);
    }
  }

  @Test
  void shouldStopWhenAFileDoesNotHoldWhatWasWrittenToIt() throws IOException {
    List<CommittedRecord> records = Samples.records(3, 1);
    try (LedgerLog log = ledger.open(0)) {
      log.append(records.subList(0, 1));
      Head before = log.head();
      disk.goesAstray = true;

      assertThatThrownBy(() -> log.append(records.subList(1, 3)))
          .isInstanceOf(LedgerStoppedException.class)
          .hasMessageContaining("entry 1")
          .hasMessageContaining("does not hold");

      assertThat(log.head()).isEqualTo(before);
    }
    disk.goesAstray = false;
    try (LedgerLog log = ledger.open(0)) {
      assertThat(log.head().size()).isEqualTo(1);
      log.append(records.subList(1, 3));
    }
  }

  @Test
  void shouldOpenByTheLastSegmentAlone() throws IOException {
    // Given
    List<CommittedRecord> records = Samples.records(18, 1);
    Samples.fill(ledger, 0, records);
    Head before;
    Hash root;
    try (LedgerLog log = ledger.open(0)) {
      before = log.head();
      root = log.root(18);
    }
    Path first = Segment.at(folder, 0, 0).log();
    byte[] whole = Files.readAllBytes(first);
    byte[] rotten = whole.clone();
    rotten[whole.length / 2] ^= 1;

    // When
    Files.write(first, rotten);

    // Then
    try (LedgerLog log = ledger.open(0)) {
      assertThat(log.head()).isEqualTo(before);
      assertThat(log.root(18)).isEqualTo(root);
    }
    Files.write(first, whole);
  }

  @Test
  void shouldReadEverythingWhenAnEdgeIsGoneOrBadAndMakeItAgain() throws IOException {
    Samples.fill(ledger, 0, Samples.records(18, 1));
    var whole = Samples.files(folder);
    Path edge = Segment.at(folder, 0, 16).edge();
    byte[] rotten = Files.readAllBytes(edge);
    rotten[30] ^= 1;

    Files.write(edge, rotten);
    Samples.fill(ledger, 0, List.of());
    assertThat(Samples.files(folder)).isEqualTo(whole);

    Files.delete(edge);
    Samples.fill(ledger, 0, List.of());
    assertThat(Samples.files(folder)).isEqualTo(whole);
  }

  @Test
  void shouldKeepTheTilesOfALargeTreeAndProveEntriesWithThem(@TempDir Path large)
      throws IOException {
    // Given
    int count = Segment.ENTRIES + 700;
    List<CommittedRecord> records = Samples.records(count, 1);
    List<Hash> leaves = new ArrayList<>();
    try (FileLedger big = FileLedger.open(large, cutBacks::add)) {
      try (LedgerLog log = big.open(0)) {
        log.append(records.subList(0, 65_000)).forEach(stored -> leaves.add(stored.leaf()));
      }
      try (LedgerLog log = big.open(0)) {
        log.append(records.subList(65_000, count)).forEach(stored -> leaves.add(stored.leaf()));
      }

      // When
      try (LedgerLog log = big.open(0)) {

        // Then
        for (long size : new long[] {1, 255, 256, 65_535, 65_536, 65_537, count}) {
          Hash root = log.root(size);
          for (long index : new long[] {0, size / 3, size - 1}) {
            List<Hash> path = MerkleTree.inclusion(log.nodes(), index, size);
            assertThat(ProofCheck.rootOf(index, size, leaves.get((int) index), path))
                .contains(root);
          }
          List<Hash> proof = MerkleTree.consistency(log.nodes(), size, count);
          assertThat(ProofCheck.consistent(size, root, count, log.root(count), proof)).isTrue();
        }
      }
      Path tile = Segment.folder(large, 0).resolve(Tile.path(1, 0, Tile.WIDTH));
      assertThat(Files.size(tile)).isEqualTo(8192);
      var whole = Samples.files(large);
      Files.delete(tile);
      big.open(0).close();
      assertThat(Samples.files(large)).isEqualTo(whole);
    }
  }

  @Test
  void shouldCutBackATornTailAndSaySo() throws IOException {
    // Given
    List<CommittedRecord> records = Samples.records(3, 1);
    Samples.fill(ledger, 0, records.subList(0, 2));
    Path file = Segment.at(folder, 0, 0).log();
    long length = Files.size(file);
    Files.write(file, new byte[] {0, 0, 0, 40, 1}, java.nio.file.StandardOpenOption.APPEND);

    // When
    try (LedgerLog log = ledger.open(0)) {

      // Then
      assertThat(log.head().size()).isEqualTo(2);
    }
    assertThat(Files.size(file)).isEqualTo(length);
    assertThat(cutBacks)
        .singleElement()
        .satisfies(
            cut -> {
              assertThat(cut.entries()).isEqualTo(2);
              assertThat(cut.bytes()).isEqualTo(5);
              assertThat(cut.why().flaw()).isEqualTo(Flaw.TORN_TAIL);
            });
  }

  @Test
  void shouldRefuseALogThatLostADurableEntryAndNameIt() throws IOException {
    Samples.fill(ledger, 0, Samples.records(6, 1));
    try (RandomAccessFile file =
        new RandomAccessFile(Segment.at(folder, 0, 4).log().toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }

    assertThatThrownBy(() -> ledger.open(0))
        .isInstanceOfSatisfying(
            LedgerDamagedException.class,
            refused -> {
              assertThat(refused.finding().index()).isEqualTo(5);
              assertThat(refused.finding().flaw()).isEqualTo(Flaw.TORN_TAIL);
            });
  }

  @Test
  void shouldMakePositionsAgainWhenTheyAreGone() throws IOException {
    Samples.fill(ledger, 0, Samples.records(10, 1));
    var whole = Samples.files(folder);
    for (Segment segment : Segment.of(folder, 0)) {
      Files.delete(segment.positions());
    }

    try (LedgerLog log = ledger.open(0)) {
      assertThat(log.read(9)).isPresent();
    }
    assertThat(Samples.files(folder)).isEqualTo(whole);
  }

  @Test
  void shouldNameTheEntryThatRottedWhileTheLogWasOpen() throws IOException {
    try (LedgerLog log = ledger.open(0)) {
      log.append(Samples.records(3, 1));
      try (RandomAccessFile file =
          new RandomAccessFile(Segment.at(folder, 0, 0).log().toFile(), "rw")) {
        file.seek(file.length() - 40);
        int last = file.read();
        file.seek(file.length() - 40);
        file.write(last ^ 1);
      }

      assertThat(log.read(1)).isPresent();
      assertThatThrownBy(() -> log.read(2))
          .isInstanceOfSatisfying(
              LedgerDamagedException.class,
              damaged -> assertThat(damaged.finding().index()).isEqualTo(2));
    }
  }
}
