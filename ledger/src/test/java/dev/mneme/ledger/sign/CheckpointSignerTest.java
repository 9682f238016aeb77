package dev.mneme.ledger.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.Samples;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.checkpoint.CombinedCheckpoint;
import dev.mneme.ledger.file.FileLedger;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.SignatureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointSignerTest {
  private static final String NAME = "example.com/audit";
  private static final NoteSigner KEY = key(1);
  private static final List<CommittedRecord> RECORDS = Samples.records(40, 1);

  @TempDir Path folder;

  private static NoteSigner key(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return NoteSigner.of(NAME, SignatureKind.LOG, bytes);
  }

  @Test
  void shouldSignWhatEachLogHoldsAndAllOfThemTogether() throws IOException {
    try (FileLedger ledger = FileLedger.open(folder, _ -> {});
        LedgerLog zero = ledger.open(0);
        LedgerLog one = ledger.open(1)) {
      CheckpointSigner signer = CheckpointSigner.open(NAME, KEY, List.of(), new Volatile());
      zero.append(RECORDS.subList(0, 10));

      SignedLedger signed = signer.sign(List.of(zero, one)).orElseThrow();

      assertThat(signed.partitions()).containsExactly(0, 1);
      Checkpoint stated = Checkpoint.parse(signed.log(0).orElseThrow().note().text());
      assertThat(stated).isEqualTo(Checkpoint.of(NAME, 0, 10, zero.root(10), zero.head().hash()));
      assertThat(signed.log(0).orElseThrow().note().signedBy(List.of(KEY.verifier()))).hasSize(1);
      assertThat(signed.combined().signedBy(List.of(KEY.verifier()))).hasSize(1);
      assertThat(CombinedCheckpoint.parse(signed.combined().text()).logs())
          .containsExactly(stated, signed.log(1).orElseThrow().checkpoint());
      assertThat(signer.sign(List.of(zero, one))).isEmpty();
    }
  }

  @Test
  void shouldSignTheSameSizeWithTheSameBytesAfterARestart() throws IOException {
    String first;
    try (FileLedger ledger = FileLedger.open(folder, _ -> {});
        LedgerLog log = ledger.open(0)) {
      log.append(RECORDS.subList(0, 10));
      CheckpointSigner signer = CheckpointSigner.open(NAME, KEY, List.of(), new Volatile());
      first = signer.sign(List.of(log)).orElseThrow().log(0).orElseThrow().note().toString();
    }
    try (FileLedger ledger = FileLedger.open(folder, _ -> {});
        LedgerLog log = ledger.open(0)) {
      CheckpointSigner signer = CheckpointSigner.open(NAME, KEY, List.of(), new Volatile());
      String second =
          signer.sign(List.of(log)).orElseThrow().log(0).orElseThrow().note().toString();
      assertThat(second).isEqualTo(first);
    }
  }

  @Test
  void shouldGoOnWithANewKeyWhenTheOldOneIsNamedAndRefuseWhenItIsNot() throws IOException {
    sign(KEY, 10);

    try (FileLedger ledger = FileLedger.open(folder, _ -> {})) {
      assertThatThrownBy(() -> CheckpointSigner.open(NAME, key(2), List.of(), ledger.checkpoints()))
          .isInstanceOf(InconsistentLedgerException.class)
          .hasMessageContaining("a key that is neither");
      CheckpointSigner rotated =
          CheckpointSigner.open(NAME, key(2), List.of(KEY.verifier()), ledger.checkpoints());
      assertThat(rotated.signed().log(0).orElseThrow().checkpoint().size()).isEqualTo(10);
      assertThat(rotated.signed().log(0).orElseThrow().note().signedBy(List.of(key(2).verifier())))
          .hasSize(1);
    }
  }

  @Test
  void shouldRefuseALogWithAnotherHistoryAndSignNothing() throws IOException {
    // Given
    sign(KEY, 10);
    Samples.delete(Segment.folder(folder, 0));

    // When
    try (FileLedger ledger = FileLedger.open(folder, _ -> {});
        LedgerLog log = ledger.open(0)) {
      log.append(Samples.records(12, 99));
      CheckpointSigner signer = CheckpointSigner.open(NAME, KEY, List.of(), ledger.checkpoints());
      String before = Files.readString(Segment.checkpoint(folder));

      // Then
      assertThatThrownBy(() -> signer.admit(log))
          .isInstanceOf(InconsistentLedgerException.class)
          .hasMessageContaining("partition 0 has another history before entry 10");
      assertThatThrownBy(() -> signer.sign(List.of(log)))
          .isInstanceOf(InconsistentLedgerException.class);
      assertThat(Files.readString(Segment.checkpoint(folder))).isEqualTo(before);
      assertThat(signer.signed().log(0).orElseThrow().checkpoint().size()).isEqualTo(10);
    }
  }

  @Test
  void shouldRefuseALogThatLostWhatWasSignedAndNameTheEntry() throws IOException {
    sign(KEY, 10);
    Samples.delete(Segment.folder(folder, 0));

    try (FileLedger ledger = FileLedger.open(folder, _ -> {});
        LedgerLog log = ledger.open(0)) {
      log.append(RECORDS.subList(0, 7));
      CheckpointSigner signer = CheckpointSigner.open(NAME, KEY, List.of(), ledger.checkpoints());

      assertThatThrownBy(() -> signer.admit(log)).hasMessageContaining("entry 7 is gone");
    }
  }

  @Test
  void shouldRefuseALedgerWhoseLastCheckpointIsGoneOrChanged() throws IOException {
    sign(KEY, 10);
    Path file = Segment.checkpoint(folder);
    String whole = Files.readString(file);
    Files.writeString(file, whole.replaceFirst("log 0 10 ", "log 0 11 "));
    try (FileLedger ledger = FileLedger.open(folder, _ -> {})) {
      assertThatThrownBy(() -> CheckpointSigner.open(NAME, KEY, List.of(), ledger.checkpoints()))
          .isInstanceOf(InconsistentLedgerException.class);
      Files.delete(file);
      assertThatThrownBy(() -> CheckpointSigner.open(NAME, KEY, List.of(), ledger.checkpoints()))
          .isInstanceOf(NoSuchFileException.class)
          .hasMessageContaining("checkpoint is gone");
    }
  }

  private void sign(NoteSigner key, int entries) throws IOException {
    try (FileLedger ledger = FileLedger.open(folder, _ -> {})) {
      CheckpointSigner signer = CheckpointSigner.open(NAME, key, List.of(), ledger.checkpoints());
      try (LedgerLog log = ledger.open(0)) {
        log.append(RECORDS.subList(0, entries));
        signer.sign(List.of(log)).orElseThrow();
      }
    }
  }

  /** Forgets with the process. */
  private static final class Volatile implements CheckpointStore {
    private java.util.Optional<String> last = java.util.Optional.empty();

    @Override
    public java.util.Optional<String> load() {
      return last;
    }

    @Override
    public void store(String note) {
      last = java.util.Optional.of(note);
    }
  }
}
