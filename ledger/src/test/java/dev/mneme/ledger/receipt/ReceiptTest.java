package dev.mneme.ledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.ledger.LedgerLog;
import dev.mneme.ledger.Samples;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.memory.InMemoryLedger;
import dev.mneme.ledger.merkle.MerkleTree;
import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.note.SignatureKind;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReceiptTest {
  private static final String NAME = "example.com/audit";
  private static final NoteSigner KEY = NoteSigner.of(NAME, SignatureKind.LOG, new byte[32]);
  private static final List<NoteVerifier> KEYS = List.of(KEY.verifier());

  private static Receipt receipt(int size, int index) throws IOException {
    try (LedgerLog log = new InMemoryLedger().open(3)) {
      log.append(Samples.records(size, 7));
      Checkpoint checkpoint = Checkpoint.of(NAME, 3, size, log.root(size), log.head().hash());
      return new Receipt(
          log.read(index).orElseThrow().encoded(),
          index,
          MerkleTree.inclusion(log.nodes(), index, size),
          KEY.sign(checkpoint.text()));
    }
  }

  @Property(tries = 50)
  void shouldProveAnyEntryWithTheKeyAlone(
      @ForAll @IntRange(min = 1, max = 60) int size, @ForAll @IntRange(min = 0, max = 999) int at)
      throws IOException {
    int index = at % size;
    Receipt receipt = Receipt.parse(receipt(size, index).toString());

    assertThat(receipt.check(KEYS))
        .isInstanceOfSatisfying(
            Receipt.Verdict.Proven.class,
            proven -> {
              assertThat(proven.entry().index()).isEqualTo(index);
              assertThat(proven.checkpoint().size()).isEqualTo(size);
              assertThat(proven.by()).containsExactly(KEY.verifier());
            });
  }

  @Property(tries = 400)
  void shouldNotProveAnythingElseWhenACharacterIsChanged(
      @ForAll @IntRange(min = 0, max = 100_000) int place,
      @ForAll @IntRange(min = 33, max = 126) int character)
      throws IOException {
    // Given
    String whole = receipt(13, 5).toString();
    int at = place % whole.length();
    String changed = whole.substring(0, at) + (char) character + whole.substring(at + 1);

    // When
    Receipt.Verdict verdict;
    try {
      Receipt parsed = Receipt.parse(changed);
      verdict = parsed.check(KEYS);
      if (parsed.toString().equals(whole)) {
        return; // the same bits written otherwise, as base64 allows in its last character
      }
    } catch (IllegalArgumentException refused) {
      return;
    }

    // Then
    assertThat(verdict).isInstanceOf(Receipt.Verdict.Refused.class);
  }

  @Test
  void shouldRefuseAKeyItDoesNotKnow() throws IOException {
    byte[] other = new byte[32];
    other[0] = 1;

    Receipt.Verdict verdict =
        receipt(3, 1).check(List.of(NoteSigner.of(NAME, SignatureKind.LOG, other).verifier()));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Receipt.Verdict.Refused.class,
            refused -> assertThat(refused.because()).contains("no key that is known"));
  }

  @Test
  void shouldRefuseWhatIsNoReceipt() {
    for (String text : List.of("", "c2sp.org/tlog-proof@v1\n\n", "x\nextra \nindex 0\n\n")) {
      assertThatThrownBy(() -> Receipt.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
