package dev.mneme.redaction.address;

import java.util.Optional;
import java.util.Set;

/**
 * Turkish addresses go from the quarter to the door: {@code Caferağa Mah. Moda Cad. No: 12 D: 5}.
 */
final class TurkishStreets {
  private static final int MOST_NAMES = 4;
  private static final int MOST_PARTS = 8;
  private static final Set<String> DOORS =
      Set.of("no", "n", "numara", "d", "daire", "k", "kat", "ic", "kapi", "bina", "apt");

  private final Tokens tokens;

  TurkishStreets(Tokens tokens) {
    this.tokens = tokens;
  }

  Optional<Span> from(int index) {
    int at = index;
    int streets = 0;
    boolean numbered = false;
    for (int part = 0; part < MOST_PARTS; part++) {
      int start = part == 0 ? at : afterMarks(at);
      int named = named(start, part);
      if (named > 0) {
        streets++;
        at = named;
        continue;
      }
      int door = streets == 0 ? -1 : door(start);
      if (door < 0) {
        break;
      }
      numbered = true;
      at = door;
    }
    boolean address = streets >= 2 || (streets == 1 && numbered);
    return address ? Optional.of(new Span(index, at, true)) : Optional.empty();
  }

  /** Atatürk Caddesi; 1453. Sokak: the end, or -1. */
  private int named(int index, int part) {
    int at = index;
    for (int names = 0; names <= MOST_NAMES; names++) {
      Token token = tokens.at(at);
      if (names > 0 && !(token.lines() == 0 && at < tokens.size())) {
        return -1;
      }
      boolean kind =
          token.isWord()
              && (Lexicon.TURKISH_STREET.contains(token.folded())
                  || (Lexicon.TURKISH_PART.contains(token.folded()) && (part > 0 || isDoored(at))));
      if (kind && names > 0) {
        return at + 1;
      }
      if (part == 0 && tokens.isWordIn(at, Lexicon.TURKISH_OPENERS)) {
        return -1;
      }
      boolean name = tokens.isName(at) || (token.isNumber() && token.digits() <= 5);
      if (!name || (names > 0 && tokens.endsSentence(at - 1) && !tokens.at(at - 1).isNumber())) {
        return -1;
      }
      at++;
    }
    return -1;
  }

  /** Papatya Apt. No: 6: the house before its street. */
  private boolean isDoored(int index) {
    return tokens.at(index + 1).folded().equals("no") && tokens.at(index + 2).is(":");
  }

  /** No: 12/4; D.5; Kat 3; 12: the end, or -1. */
  private int door(int index) {
    Token token = tokens.at(index);
    if (token.isHouseNumber() && token.digits() <= 4 && token.lines() <= 1) {
      return index + 1;
    }
    if (!token.isWord() || !DOORS.contains(token.folded())) {
      return -1;
    }
    int at = index + 1;
    if (tokens.at(at).folded().equals("kapi")) {
      at++;
    }
    if (tokens.at(at).folded().equals("no")) {
      at++;
    }
    if (tokens.at(at).is(":") || tokens.at(at).is(".")) {
      at++;
    }
    Token number = tokens.at(at);
    boolean letter = number.isWord() && number.folded().length() == 1 && number.capital();
    return (number.isHouseNumber() && number.lines() == 0) || letter ? at + 1 : -1;
  }

  private int afterMarks(int index) {
    Token token = tokens.at(index);
    boolean mark = token.is(",") || token.is("-") || token.is("/");
    return mark && !tokens.endsSentence(index - 1) ? index + 1 : index;
  }
}
