package dev.mneme.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.ledger.CommittedRecord;
import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.Samples;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.memory.InMemoryLedger;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignatureKind;
import dev.mneme.ledger.note.SignedNote;
import dev.mneme.ledger.sign.LogTiles;
import dev.mneme.ledger.verify.TileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
  private static final String NAME = "example.com/audit";
  private static final NoteSigner LOG = NoteSigner.of(NAME, SignatureKind.LOG, new byte[32]);
  private static final NoteSigner WITNESS =
      NoteSigner.of("witness.example/w1", SignatureKind.COSIGNATURE, new byte[32]);
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  @TempDir Path state;

  /** A log as the service shows it at a size. */
  private static TileSource log(List<CommittedRecord> records) throws IOException {
    return log(records, LOG);
  }

  private static TileSource log(List<CommittedRecord> records, NoteSigner key) throws IOException {
    LedgerLog log = new InMemoryLedger().open(0);
    log.append(records);
    int size = records.size();
    Checkpoint checkpoint = Checkpoint.of(NAME, 0, size, log.root(size), log.head().hash());
    LogTiles tiles = new LogTiles(log, size);
    return path ->
        path.equals("checkpoint")
            ? key.sign(checkpoint.text()).toString().getBytes(UTF_8)
            : tiles
                .file(path.substring("tile/".length()))
                .orElseThrow(() -> new NoSuchFileException(path));
  }

  private Witness witness() {
    return new Witness(WITNESS, List.of(LOG.verifier()), new View(state));
  }

  @Test
  void shouldCosignWhatContinuesItsLastViewAcrossRestarts() throws IOException {
    List<CommittedRecord> records = Samples.records(700, 1);
    for (int size : new int[] {1, 255, 256, 300, 700}) {
      Witness.Verdict verdict = witness().look(log(records.subList(0, size)), NOW);

      assertThat(verdict)
          .isInstanceOfSatisfying(
              Witness.Verdict.Cosigned.class,
              cosigned -> {
                assertThat(cosigned.checkpoint().size()).isEqualTo(size);
                List<NoteVerifier> by = List.of(LOG.verifier(), WITNESS.verifier());
                assertThat(cosigned.note().signedBy(by)).isEqualTo(by);
              });
    }
    assertThat(witness().look(log(records), NOW)).isInstanceOf(Witness.Verdict.Unchanged.class);
  }

  @Test
  void shouldRefuseAForkedLogAndKeepItsView() throws IOException {
    // Given
    List<CommittedRecord> records = Samples.records(400, 1);
    witness().look(log(records.subList(0, 300)), NOW);
    String view = Files.readString(new View(state).file(NAME + "/0"));
    List<CommittedRecord> forked = new ArrayList<>(records);
    CommittedRecord original = forked.get(299);
    forked.set(
        299,
        new CommittedRecord(original.offset(), original.timestamp(), null, new byte[] {1, 2, 3}));

    // When
    Witness.Verdict longer = witness().look(log(forked), NOW);
    Witness.Verdict same = witness().look(log(forked.subList(0, 300)), NOW);
    Witness.Verdict shorter = witness().look(log(records.subList(0, 200)), NOW);

    // Then
    assertThat(longer)
        .isInstanceOfSatisfying(
            Witness.Verdict.Refused.class,
            refused -> assertThat(refused.because()).contains(NAME + "/0 is forked", "300"));
    assertThat(same).isInstanceOf(Witness.Verdict.Refused.class);
    assertThat(shorter).isInstanceOf(Witness.Verdict.Refused.class);
    assertThat(Files.readString(new View(state).file(NAME + "/0"))).isEqualTo(view);
    assertThat(witness().look(log(records), NOW)).isInstanceOf(Witness.Verdict.Cosigned.class);
  }

  @Test
  void shouldGoOnFromItsViewWhenItWasAwayWhileTheKeyWasRotated() throws IOException {
    // Given
    List<CommittedRecord> records = Samples.records(400, 1);
    witness().look(log(records.subList(0, 10)), NOW);
    byte[] seed = new byte[32];
    seed[0] = 1;
    NoteSigner rotated = NoteSigner.of(NAME, SignatureKind.LOG, seed);

    // When
    Witness.Verdict unknown = witness().look(log(records, rotated), NOW);
    Witness told =
        new Witness(WITNESS, List.of(LOG.verifier(), rotated.verifier()), new View(state));
    Witness.Verdict known = told.look(log(records, rotated), NOW);

    // Then
    assertThat(unknown).isInstanceOf(Witness.Verdict.Refused.class);
    assertThat(known)
        .isInstanceOfSatisfying(
            Witness.Verdict.Cosigned.class,
            cosigned ->
                assertThat(cosigned.note().signedBy(List.of(rotated.verifier()))).hasSize(1));
    assertThat(told.look(log(records.subList(0, 5), LOG), NOW))
        .isInstanceOf(Witness.Verdict.Refused.class);
  }

  @Test
  void shouldRefuseALogItDoesNotKnowTheKeyOf() throws IOException {
    byte[] other = new byte[32];
    other[0] = 1;
    Witness stranger =
        new Witness(
            WITNESS,
            List.of(NoteSigner.of(NAME, SignatureKind.LOG, other).verifier()),
            new View(state));

    assertThat(stranger.look(log(Samples.records(3, 1)), NOW))
        .isInstanceOf(Witness.Verdict.Refused.class);
  }

  @Test
  void shouldCosignTheTimeItWasToldAndTheWholeCheckpoint() throws IOException {
    witness().look(log(Samples.records(3, 1)), NOW);

    SignedNote note = new View(state).last(NAME + "/0").orElseThrow();
    SignedNote changed = SignedNote.parse(note.toString().replaceFirst("\n3\n", "\n4\n"));

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> changed.signedBy(List.of(WITNESS.verifier())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
