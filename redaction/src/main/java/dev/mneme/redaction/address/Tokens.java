package dev.mneme.redaction.address;

import java.util.List;
import java.util.Set;

/** The tokens of a text, asked by index; beyond the ends there is nothing of any kind. */
final class Tokens {
  private static final Token NOTHING = new Token(Token.Kind.MARK, "", 0, 0, false, 9, false);

  /** After a number with a full stop these go on: 17. Juni, 100. Yıl. */
  private static final Set<String> DATES =
      Set.of("yil", "januar", "mai", "juni", "juli", "august", "oktober", "november");

  private static final Set<String> NUMBER_WORDS = Set.of("no", "nr", "num", "n");

  private final String text;
  private final List<Token> tokens;
  private final boolean lowerCase;

  Tokens(String text) {
    this.text = text;
    this.tokens = Token.in(text);
    this.lowerCase = tokens.stream().noneMatch(token -> token.isWord() && token.capital());
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
