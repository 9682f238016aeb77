package dev.mneme.redaction.address;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens of a text, asked by index; beyond the ends there is nothing of any kind. */
final class Tokens {
  private static final Token NOTHING = new Token(Token.Kind.MARK, "", 0, 0, false, 9, false);

  /** After a number with a full stop these go on: 17. Juni, 100. Yıl. */
  private static final Set<String> DATES =
      Set.of("yil", "januar", "mai", "juni", "juli", "august", "oktober", "november");

  private static final int FARTHEST_PROOF = 48;

  private static final Set<String> NUMBER_WORDS = Set.of("no", "nr", "num", "n");

  private final String text;
  private final List<Token> tokens;
  private final boolean lowerCase;

  /** For each token the next one that proves a place; made when somebody asks. */
  private int @Nullable [] proofs;

  Tokens(String text) {
    this.text = text;
    this.tokens = Token.in(text);
    this.lowerCase = tokens.stream().noneMatch(token -> token.isWord() && token.capital());
  }

  /**
   * Whether anything that proves a place stands among the next tokens: digits of a code, a state, a
   * country, a town that is known.
   */
  boolean mayBePlaced(int index) {
    int[] known = proofs;
    if (known == null) {
      known = new int[tokens.size() + 1];
      known[tokens.size()] = Integer.MAX_VALUE;
      for (int at = tokens.size() - 1; at >= 0; at--) {
        known[at] = isProof(tokens.get(at)) ? at : known[at + 1];
      }
      proofs = known;
    }
    return known[Math.min(index, tokens.size())] < index + FARTHEST_PROOF;
  }

  private static boolean isProof(Token token) {
    int digits = token.digits();
    if (token.isNumber()) {
      return digits == 4 || digits == 5 || token.folded().length() == digits + 2;
    }
    return token.isWord()
        && (token.end() - token.start() == 2
            || Lexicon.opensACountry(token.folded())
            || Gazetteer.opensATown(token.folded())
            || Character.isDigit(token.folded().isEmpty() ? ' ' : lastOf(token))
            || Postcodes.mayEnd(token));
  }

  private static char lastOf(Token token) {
    return token.folded().charAt(token.folded().length() - 1);
  }

  int size() {
    return tokens.size();
  }

  String text() {
    return text;
  }

  Token at(int index) {
    return index < 0 || index >= tokens.size() ? NOTHING : tokens.get(index);
  }

  /** Whether names are written in lower case, since everything is. */
  boolean isLowerCase() {
    return lowerCase;
  }

  boolean isName(int index) {
    Token token = at(index);
    return token.isWord() && (token.capital() || lowerCase) && !token.folded().isEmpty();
  }

  boolean isWordIn(int index, Set<String> words) {
    Token token = at(index);
    return token.isWord() && words.contains(token.folded());
  }

  /** After a comma on the same line, if one stands here. */
  int afterComma(int index) {
    return at(index).is(",") && at(index).lines() == 0 && follows(index + 1) ? index + 1 : index;
  }

  /** After a word such as {@code no.} or {@code n°}, if one stands here. */
  int afterNumberWord(int index) {
    if (!isWordIn(index, NUMBER_WORDS) || !follows(index)) {
      return index;
    }
    Token mark = at(index + 1);
    return mark.is("°") || mark.is("º") || mark.is(":") ? index + 2 : index + 1;
  }

  /** Whether a token stands on the same line as the one before it, with nothing in between. */
  boolean follows(int index) {
    Token token = at(index);
    return index > 0 && index < size() && token.lines() == 0 && !endsSentence(index - 1);
  }

  /** A full stop after a word of some length, or a number, and a capital or nothing after it. */
  boolean endsSentence(int index) {
    Token token = at(index);
    if (!token.dotted()) {
      return false;
    }
    Token next = at(index + 1);
    if (index + 1 >= size()) {
      return true;
    }
    boolean abbreviated =
        token.isWord()
            && (token.folded().length() <= 5
                || Lexicon.STREET.contains(token.folded())
                || Lexicon.TURKISH_STREET.contains(token.folded()));
    return !abbreviated && (next.capital() || next.lines() > 0) && !token.isNumber()
        || (token.isNumber()
            && next.isWord()
            && next.capital()
            && next.lines() == 0
            && !isStreetWord(next));
  }

  private static boolean isStreetWord(Token token) {
    return Lexicon.TURKISH_STREET.contains(token.folded())
        || Lexicon.FLOORS.contains(token.folded())
        || DATES.contains(token.folded());
  }
}
