package dev.mneme.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.Samples;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.file.FileLedger;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.format.Flaw;
import dev.mneme.ledger.format.Segment;
import dev.mneme.ledger.merkle.Tile;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignatureKind;
import dev.mneme.ledger.sign.LogTiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TilesVerifierTest {
  private static final String NAME = "example.com/audit";
  private static final NoteSigner KEY = NoteSigner.of(NAME, SignatureKind.LOG, new byte[32]);
  private static final List<NoteVerifier> KEYS = List.of(KEY.verifier());
  private static final int SIZE = Segment.ENTRIES + 4464; // 70 000, the example of C2SP tlog-tiles

  @TempDir static Path shared;
  private Path tiles = Path.of("");

  @BeforeEach
  void save() throws IOException {
    tiles = shared.resolve("tiles");
    if (Files.exists(tiles)) {
      return;
    }
    try (FileLedger ledger = FileLedger.open(shared.resolve("ledger"), _ -> {});
        LedgerLog log = ledger.open(0)) {
      log.append(Samples.records(SIZE, 1));
      Checkpoint checkpoint = Checkpoint.of(NAME, 0, SIZE, log.root(SIZE), log.head().hash());
      LogTiles served = new LogTiles(log, SIZE);
      TileSource source =
          path ->
              path.equals("checkpoint")
                  ? KEY.sign(checkpoint.text()).toString().getBytes(UTF_8)
                  : served
                      .file(path.substring("tile/".length()))
                      .orElseThrow(() -> new NoSuchFileException(path));
      assertThat(TilesVerifier.verify(TileSources.saved(source, tiles), KEYS, _ -> {}).intact())
          .isTrue();
    }
  }

  @Test
  void shouldHaveTheFilesOfTheSpecificationsExample() {
    assertThat(tiles.resolve("tile/0/272")).hasSize(8192);
    assertThat(tiles.resolve("tile/0/273.p/112")).hasSize(112 * 32);
    assertThat(tiles.resolve("tile/1/000")).hasSize(8192);
    assertThat(tiles.resolve("tile/1/001.p/17")).hasSize(17 * 32);
    assertThat(tiles.resolve("tile/2/000.p/1")).hasSize(32);
    assertThat(tiles.resolve("tile/entries/273.p/112")).exists();
  }

  @Test
  void shouldVerifyAFolderOfTilesWithTheKeyAlone() throws IOException {
    TilesReport report = TilesVerifier.verify(TileSources.folder(tiles), KEYS, _ -> {});

    assertThat(report.intact()).isTrue();
    assertThat(report.entries()).isEqualTo(SIZE);
    assertThat(report.by()).isEqualTo(KEYS);
  }

  @Test
  void shouldNameTheEntryWhoseBytesWereChanged() throws IOException {
    Finding finding = verifyWith("tile/entries/003", 8, 1);

    assertThat(finding.index()).isEqualTo(3 * Tile.WIDTH);
    assertThat(finding.flaw()).isEqualTo(Flaw.BAD_HASH);
  }

  @Test
  void shouldNameTheFirstEntryUnderAHashThatWasChanged() throws IOException {
    assertThat(verifyWith("tile/0/005", 33, 1).index()).isEqualTo(5 * Tile.WIDTH + 1);
    assertThat(verifyWith("tile/1/000", 64, 1))
        .extracting(Finding::index, Finding::flaw)
        .containsExactly(0L, Flaw.BAD_TILE);
    assertThat(verifyWith("tile/2/000.p/1", 1, 1).flaw()).isEqualTo(Flaw.BAD_TILE);
  }

  @Test
  void shouldHoldTheEntriesAgainstWhatACombinedCheckpointStatesOfThem() throws IOException {
    TilesReport whole = TilesVerifier.verify(TileSources.folder(tiles), KEYS, _ -> {});
    Checkpoint same = whole.checkpoint();
    Checkpoint other = Checkpoint.of(NAME, 0, SIZE - 3, same.root(), same.chain());
    Checkpoint more = Checkpoint.of(NAME, 0, SIZE + 1, same.root(), same.chain());

    assertThat(verifyAgainst(same).intact()).isTrue();
    assertThat(verifyAgainst(other).finding().orElseThrow())
        .extracting(Finding::index, Finding::flaw)
        .containsExactly(SIZE - 4L, Flaw.BAD_CHECKPOINT);
    assertThat(verifyAgainst(more).finding().orElseThrow().flaw()).isEqualTo(Flaw.BAD_CHECKPOINT);
  }

  private TilesReport verifyAgainst(Checkpoint combined) throws IOException {
    return TilesVerifier.verify(TileSources.folder(tiles), KEYS, Optional.of(combined), _ -> {});
  }

  @Test
  void shouldTrustNoCheckpointOfAnUnknownKey() {
    assertThatThrownBy(() -> TilesVerifier.verify(TileSources.folder(tiles), List.of(), _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none of the keys");
  }

  private Finding verifyWith(String changed, int at, int bits) throws IOException {
    TileSource source =
        path -> {
          byte[] bytes = Files.readAllBytes(tiles.resolve(path));
          if (path.equals(changed)) {
            bytes[at] ^= (byte) bits;
          }
          return bytes;
        };
    return TilesVerifier.verify(source, KEYS, _ -> {}).finding().orElseThrow();
  }
}
