package dev.mneme.reader.embedding.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Splits a text into the pieces of words that a BERT model was trained on: uncased, without
 * accents, the longest known piece first.
 *
 * <p>As in "BERT: Pre-training of Deep Bidirectional Transformers", {@code BasicTokenizer} and
 * {@code WordpieceTokenizer}. Written out because the usual library brings native code of 14 MB and
 * calls home.
 */
final class WordPieces {

  private static final String CONTINUED = "##";
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> pieces;
  private final int most;
  private final int unknown;
  private final int start;
  private final int end;

  /**
   * @param most pieces of one text, start and end included; what follows is left out
   */
  WordPieces(Map<String, Integer> pieces, int most) {
    this.pieces = Map.copyOf(pieces);
    this.most = most;
    this.unknown = required("[UNK]");
    this.start = required("[CLS]");
    this.end = required("[SEP]");
  }

  /** The vocabulary in a {@code tokenizer.json}. */
  static WordPieces read(InputStream tokenizer, int most) throws IOException {
    Map<String, Integer> pieces = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(tokenizer)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && "vocab".equals(json.currentName())) {
          json.nextToken();
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            String piece = json.currentName();
            pieces.put(piece, json.nextIntValue(-1));
          }
        }
      }
    }
    return new WordPieces(pieces, most);
  }

  private int required(String piece) {
    Integer id = pieces.get(piece);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary has no " + piece);
    }
    return id;
  }

  long[] ids(String text) {
    Ids ids = new Ids();
    ids.add(start);
    StringBuilder word = new StringBuilder();
    String plain = plain(text);
    for (int i = 0; i < plain.length() && !ids.isFull(); ) {
      int character = plain.codePointAt(i);
      i += Character.charCount(character);
      if (isSpace(character)) {
        ids.addWord(word);
      } else if (standsAlone(character)) {
        ids.addWord(word);
        ids.addWord(word.appendCodePoint(character));
      } else {
        word.appendCodePoint(character);
      }
    }
    ids.addWord(word);
    return ids.ended();
  }

  /** Lower case, without control characters and accents. */
  private static String plain(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> isSpace(c) || !isControl(c))
        .forEach(c -> cleaned.appendCodePoint(c));
    String lower = cleaned.toString().toLowerCase(Locale.ROOT);
    StringBuilder plain = new StringBuilder(lower.length());
    Normalizer.normalize(lower, Normalizer.Form.NFD)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> c == 0xFFFD;
    };
  }

  private static boolean standsAlone(int c) {
    if (c < 128) {
      return c > ' ' && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default ->
          Character.isIdeographic(c)
              && Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    };
  }

  /** The ids of one text, as many as there is room for. */
  private final class Ids {

    private final long[] ids = new long[most];
    private int count;

    boolean isFull() {
      return count >= most - 1;
    }

    void add(int id) {
      if (!isFull()) {
        ids[count++] = id;
      }
    }

    /** Takes the word out of the builder. */
    void addWord(StringBuilder builder) {
      if (builder.isEmpty()) {
        return;
      }
      String word = builder.toString();
      builder.setLength(0);
      int before = count;
      if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
        add(unknown);
        return;
      }
      for (int from = 0; from < word.length(); ) {
        int to = word.length();
        Integer id = null;
        for (; to > from; to = word.offsetByCodePoints(to, -1)) {
          String piece = word.substring(from, to);
          id = pieces.get(from == 0 ? piece : CONTINUED + piece);
          if (id != null) {
            break;
          }
        }
        if (id == null) {
          count = before;
          add(unknown);
          return;
        }
        add(id);
        from = to;
      }
    }

    long[] ended() {
      ids[count++] = end;
      return java.util.Arrays.copyOf(ids, count);
    }
  }
}
