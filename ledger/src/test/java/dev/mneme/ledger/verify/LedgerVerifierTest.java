package dev.mneme.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.Samples;
import dev.mneme.ledger.file.FileLedger;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Flaw;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.SignatureKind;
import dev.mneme.ledger.sign.CheckpointSigner;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerVerifierTest {
  private static final String NAME = "example.com/audit";
  private static final NoteSigner KEY = NoteSigner.of(NAME, SignatureKind.LOG, new byte[32]);

  @TempDir Path temp;
  private Path folder = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    folder = temp.resolve("ledger");
    try (FileLedger ledger = FileLedger.open(folder, _ -> {})) {
      Samples.fill(ledger, 0, Samples.records(50, 1));
      Samples.fill(ledger, 2, Samples.records(20, 2));
      Samples.fill(ledger, 10, List.of());
    }
  }

  @Test
  void shouldReportEntriesAndHeadOfEachPartition() throws IOException {
    LedgerReport report = LedgerVerifier.verify(folder);

    assertThat(report.intact()).isTrue();
    assertThat(report.entries()).isEqualTo(70);
    assertThat(report.entriesPerSecond()).isPositive();
    assertThat(report.partitions())
        .extracting(PartitionReport::partition)
        .containsExactly(0, 2, 10);
    assertThat(report.partitions().get(2).head()).isEqualTo(LedgerHashes.empty(10));
    try (FileLedger ledger = FileLedger.open(folder, _ -> {});
        LedgerLog log = ledger.open(0)) {
      assertThat(report.partitions().getFirst().head()).isEqualTo(log.head().hash());
    }
  }

  @Test
  void shouldReadALedgerThatIsInUse() throws IOException {
    try (FileLedger ledger = FileLedger.open(folder, _ -> {});
        LedgerLog log = ledger.open(10)) {
      log.append(List.of(new CommittedRecord(0, 0, null, new byte[] {1})));

      assertThat(LedgerVerifier.verify(folder).entries()).isEqualTo(71);
    }
  }

  @Test
  void shouldNameTheEntryThatWasTamperedWithAndLeaveTheOriginalAlone() throws IOException {
    // Given
    var original = Samples.files(folder);
    Path copy = temp.resolve("copy");

    // When
    Tampering.Tampered tampered = Tampering.copyAndFlip(folder, copy, 0, 17);

    // Then
    LedgerReport report = LedgerVerifier.verify(copy);
    assertThat(report.intact()).isFalse();
    Finding finding = ((PartitionReport.Broken) report.partitions().getFirst()).finding();
    assertThat(finding.index()).isEqualTo(17);
    assertThat(finding.offset()).isEqualTo(tampered.offset());
    assertThat(finding.flaw()).isEqualTo(Flaw.BAD_HASH);
    assertThat(finding.file()).isEqualTo(tampered.file());
    assertThat(report.partitions().get(1)).isInstanceOf(PartitionReport.Intact.class);
    assertThat(Samples.files(folder)).isEqualTo(original);
  }

  @Test
  void shouldRefuseToTamperWithWhatIsNotThereOrIntoWhatIs() {
    assertThatThrownBy(() -> Tampering.copyAndFlip(folder, temp.resolve("copy"), 0, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partition 0 has 50 entries");
    assertThatThrownBy(() -> Tampering.copyAndFlip(folder, folder, 0, 1))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void shouldCountTheBeginningOfAnEntryAsUnfinished() throws IOException {
    Files.write(Segment.at(folder, 0, 0).log(), new byte[] {0, 0, 1}, StandardOpenOption.APPEND);

    LedgerReport report = LedgerVerifier.verify(folder);

    assertThat(report.partitions().getFirst())
        .isEqualTo(
            new PartitionReport.Intact(
                0,
                50,
                report.partitions().getFirst().head(),
                report.partitions().getFirst().root(),
                3));
  }

  @Test
  void shouldNotTakeAWholeWrongEntryAtTheEndForAnUnfinishedOne() throws IOException {
    byte[] entry = new byte[40];
    Files.write(
        Segment.at(folder, 0, 0).log(),
        Segment.frame(entry, LedgerHashes.empty(0)).array(),
        StandardOpenOption.APPEND);

    assertThat(finding()).extracting(Finding::index, Finding::flaw).contains(50L, Flaw.BAD_HASH);
  }

  @Test
  void shouldMissASegmentThatIsGone() throws IOException {
    Path gap = temp.resolve("gap");
    Files.createDirectories(gap.resolve("0"));
    Segment segment = Segment.at(gap, 0, 65536);
    Hash anything = LedgerHashes.empty(0);
    Files.write(segment.log(), Segment.header(0, 65536, anything, anything).array());

    PartitionReport report = LedgerVerifier.verify(gap).partitions().getFirst();

    assertThat(((PartitionReport.Broken) report).finding())
        .extracting(Finding::index, Finding::flaw)
        .contains(0L, Flaw.MISSING);
  }

  @Test
  void shouldRefuseAnEntryOfAnotherPartition() throws IOException {
    Files.delete(Segment.at(folder, 10, 0).log());
    Files.copy(Segment.at(folder, 2, 0).log(), Segment.at(folder, 10, 0).log());

    PartitionReport report = LedgerVerifier.verify(folder).partitions().get(2);

    assertThat(((PartitionReport.Broken) report).finding().flaw()).isEqualTo(Flaw.BAD_HEADER);
  }

  @Test
  void shouldHoldTheEntriesAgainstTheSignedCheckpoint() throws IOException {
    // Given
    Path signed = temp.resolve("signed");
    try (FileLedger ledger = FileLedger.open(signed, _ -> {})) {
      CheckpointSigner signer = CheckpointSigner.open(NAME, KEY, List.of(), ledger.checkpoints());
      try (LedgerLog log = ledger.open(0)) {
        log.append(Samples.records(10, 1));
        signer.sign(List.of(log)).orElseThrow();
        log.append(List.of(new CommittedRecord(1000, 0, null, new byte[] {1})));
      }
    }
    LedgerVerifier verifier = new LedgerVerifier(List.of(KEY.verifier()), _ -> {});
    assertThat(verifier.check(signed).intact()).isTrue();
    assertThat(verifier.check(signed).statement())
        .isEqualTo(new Statement.Signed(List.of(KEY.verifier())));

    // When
    Samples.delete(Segment.folder(signed, 0));
    try (FileLedger ledger = FileLedger.open(signed, _ -> {})) {
      Samples.fill(ledger, 0, Samples.records(10, 2));
    }

    // Then
    LedgerReport rewritten = verifier.check(signed);
    assertThat(rewritten.intact()).isFalse();
    assertThat(((PartitionReport.Broken) rewritten.partitions().getFirst()).finding().flaw())
        .isEqualTo(Flaw.BAD_CHECKPOINT);
    Samples.delete(Segment.folder(signed, 0));
    assertThat(verifier.check(signed).statement()).isInstanceOf(Statement.Refused.class);
    NoteSigner other = NoteSigner.of("other.example", SignatureKind.LOG, new byte[32]);
    assertThat(new LedgerVerifier(List.of(other.verifier()), _ -> {}).check(signed).intact())
        .isFalse();
  }

  @Test
  void shouldNameTheFirstEntryUnderATileThatWasChanged() throws IOException {
    Path big = temp.resolve("tiles");
    try (FileLedger ledger = FileLedger.open(big, _ -> {})) {
      Samples.fill(ledger, 0, Samples.records(Segment.ENTRIES + 1, 5));
    }
    Path tile = Segment.folder(big, 0).resolve("tile/1/000");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[100] ^= 1;
    Files.write(tile, bytes);

    PartitionReport report = LedgerVerifier.verify(big).partitions().getFirst();

    assertThat(((PartitionReport.Broken) report).finding())
        .extracting(Finding::index, Finding::flaw, Finding::file)
        .containsExactly(0L, Flaw.BAD_TILE, tile);
  }

  @Test
  void shouldSayWhenThereIsNoLedger() {
    assertThatThrownBy(() -> LedgerVerifier.verify(temp.resolve("nothing")))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void shouldVerifyMoreEntriesThanOneSegmentHolds() throws IOException {
    Path big = temp.resolve("big");
    int count = Segment.ENTRIES + 1000;
    try (FileLedger ledger = FileLedger.open(big, _ -> {})) {
      Samples.fill(ledger, 0, Samples.records(count, 5));
    }
    List<Long> progress = new ArrayList<>();

    LedgerReport report = LedgerVerifier.verify(big, progress::add);

    assertThat(report.intact()).isTrue();
    assertThat(report.entries()).isEqualTo(count);
    assertThat(progress).containsExactly((long) Segment.ENTRIES);
    assertThat(Segment.of(big, 0)).hasSize(2);
  }

  private Finding finding() throws IOException {
    return ((PartitionReport.Broken) LedgerVerifier.verify(folder).partitions().getFirst())
        .finding();
  }
}
