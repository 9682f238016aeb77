package dev.mneme.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
  /** The example of golang.org/x/mod/sumdb/note, which the format comes from. */
  private static final NoteVerifier PUBLISHED_KEY =
      NoteVerifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

  private static final String PUBLISHED =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  private static final byte[] SEED = new byte[32];
  private static final NoteSigner LOG = NoteSigner.of("example.com/log", SignatureKind.LOG, SEED);
  private static final NoteSigner WITNESS =
      NoteSigner.of("witness.example/w1", SignatureKind.COSIGNATURE, SEED);

  @Test
  void shouldVerifyThePublishedExample() {
    SignedNote note = SignedNote.parse(PUBLISHED);

    assertThat(note.signedBy(List.of(PUBLISHED_KEY))).containsExactly(PUBLISHED_KEY);
    assertThat(note.toString()).isEqualTo(PUBLISHED);
    assertThat(PUBLISHED_KEY.toString())
        .isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  }

  @Test
  void shouldHaveThePublicKeyOfTheFirstVectorOfRfc8032() {
    byte[] seed =
        HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    byte[] key = NoteSigner.of("a", SignatureKind.LOG, seed).verifier().publicKey();

    assertThat(HexFormat.of().formatHex(key))
        .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  }

  @Test
  void shouldSignTheSameTextWithTheSameBytes() {
    SignedNote note = LOG.sign("a\nb\n");

    assertThat(LOG.sign("a\nb\n").toString()).isEqualTo(note.toString());
    assertThat(SignedNote.parse(note.toString()).signedBy(List.of(LOG.verifier())))
        .containsExactly(LOG.verifier());
  }

  @Test
  void shouldCarryWitnessesBesideTheLog() {
    SignedNote note = WITNESS.cosign(LOG.sign("a\nb\n"), 1_679_315_147);

    assertThat(
            SignedNote.parse(note.toString()).signedBy(List.of(LOG.verifier(), WITNESS.verifier())))
        .containsExactly(LOG.verifier(), WITNESS.verifier());
    assertThat(WITNESS.verifier().id()).isNotEqualTo(LOG.verifier().id());
  }

  @Test
  void shouldIgnoreUnknownKeysAndRefuseAKnownOneThatDidNotSign() {
    SignedNote note = LOG.sign("a\nb\n");
    assertThat(note.signedBy(List.of(PUBLISHED_KEY))).isEmpty();

    SignedNote changed = SignedNote.parse(note.toString().replace("a\nb", "a\nc"));
    assertThatThrownBy(() -> changed.signedBy(List.of(LOG.verifier())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("example.com/log");
  }

  @Test
  void shouldRefuseWhatIsNoNoteOrNoKey() {
    for (String text : List.of("", "a\n", "a\n\n", "a\n\nx\n", "a\n\n\u2014 name\n")) {
      assertThatThrownBy(() -> SignedNote.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
    for (String key :
        List.of("", "a+b", "a+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")) {
      assertThatThrownBy(() -> NoteVerifier.parse(key))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
