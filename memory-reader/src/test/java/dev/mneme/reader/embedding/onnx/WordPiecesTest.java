package dev.mneme.reader.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordPiecesTest {

  private static final String[] VOCABULARY = {
    "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "cafe", "!", "'", "i", "s", "東", "##s", "4"
  };

  private static WordPieces pieces(int most) {
    Map<String, Integer> ids = new HashMap<>();
    for (int i = 0; i < VOCABULARY.length; i++) {
      ids.put(VOCABULARY[i], i);
    }
    return new WordPieces(ids, most);
  }

  @Test
  void shouldTakeTheLongestKnownPieceFirst() {
    assertThat(pieces(16).ids("unaffable cafes")).containsExactly(1, 3, 4, 5, 6, 12, 2);
  }

  @Test
  void shouldForgetCaseAccentsAndControlCharacters() {
    assertThat(pieces(16).ids("CAF\u00c9\u0000 Cafe\u0301\ufeff")).containsExactly(1, 6, 6, 2);
  }

  @Test
  void shouldLetPunctuationAndIdeographsStandAlone() {
    assertThat(pieces(16).ids("it's!東東")).containsExactly(1, 0, 8, 10, 7, 11, 11, 2);
  }

  @Test
  void shouldTakeAWordWithAnUnknownPieceForUnknownAsAWhole() {
    assertThat(pieces(16).ids("unx")).containsExactly(1, 0, 2);
    assertThat(pieces(16).ids("s".repeat(101))).containsExactly(1, 0, 2);
  }

  @Test
  void shouldLeaveOutWhatThereIsNoRoomFor() {
    assertThat(pieces(5).ids("cafe ".repeat(100))).containsExactly(1, 6, 6, 6, 2);
    assertThat(pieces(5).ids("")).containsExactly(1, 2);
  }
}
