package dev.mneme.redaction.address;

/** Apartments, floors, blocks: where to go inside of the house. */
final class Doors {
  private final Tokens tokens;

  Doors(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The end of a door that starts at a token, or -1. */
  int end(int index) {
    Token token = tokens.at(index);
    if (token.is("#") && tokens.at(index + 1).isHouseNumber()) {
      return index + 2;
    }
    if (token.isWord() && Lexicon.PARTS.contains(token.folded())) {
      return index + 1;
    }
    if (tokens.isWordIn(index, Lexicon.FLOOR_WORDS) && tokens.at(index + 1).is("flat")) {
      return index + 2;
    }
    boolean floor = tokens.isWordIn(index + 1, Lexicon.FLOORS) && tokens.at(index + 1).lines() == 0;
    if (token.isNumber() && token.digits() <= 2) {
      return floor && (token.isOrdinal() || token.dotted()) ? afterSide(index + 2) : -1;
    }
    if (floor && tokens.isWordIn(index, Lexicon.FLOOR_WORDS)) {
      return afterSide(index + 2);
    }
    return namedEnd(index);
  }

  /** 3. OG links. */
  private int afterSide(int index) {
    return tokens.isWordIn(index, Lexicon.SIDES) && tokens.follows(index) ? index + 1 : index;
  }

  /** Apt. 4B; Suite 12; Daire: 5; A Blok. */
  int namedEnd(int index) {
    Token token = tokens.at(index);
    if (!token.isWord()) {
      return -1;
    }
    boolean block =
        token.folded().length() == 1
            && token.capital()
            && tokens.at(index + 1).folded().equals("blok");
    if (block) {
      return index + 2;
    }
    if (!Lexicon.SECONDARY.contains(token.folded())) {
      return -1;
    }
    int at = index + 1;
    if (tokens.at(at).folded().equals("no")) {
      at++;
    }
    boolean marked = false;
    while (at < index + 4 && isNumberMark(tokens.at(at))) {
      marked = true;
      at++;
    }
    boolean initial = token.folded().length() == 1;
    if (initial && !marked && !token.dotted()) {
      return -1;
    }
    return isDoorNumber(at) && tokens.at(at).lines() == 0 ? at + 1 : -1;
  }

  private static boolean isNumberMark(Token token) {
    return token.is("#") || token.is(":") || token.is("°") || token.is(".");
  }

  private boolean isDoorNumber(int index) {
    Token token = tokens.at(index);
    if (token.isHouseNumber()) {
      return true;
    }
    boolean letter = token.isWord() && token.end() - token.start() == 1;
    boolean code = token.isWord() && token.folded().length() <= 4 && endsWithDigit(token);
    return (letter && token.capital() && !token.folded().equals("i")) || code;
  }

  private static boolean endsWithDigit(Token token) {
    return Character.isDigit(token.folded().charAt(token.folded().length() - 1));
  }
}
