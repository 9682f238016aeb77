package dev.mneme.redaction.address;

import java.util.Optional;
import java.util.Set;

/** A street and its number, the number first or the kind of street first. */
final class Streets {
  private static final int MOST_NAMES = 5;

  private static final Set<String> REPEATED = Set.of("bis", "ter", "quater");
  private static final Set<String> ROADS = Set.of("road", "rd", "highway", "hwy");
  private static final Set<String> ROAD_OWNERS =
      Set.of("county", "state", "farm", "rural", "forest");

  /** One Liberty Plaza. */
  private static final Set<String> NUMBERS =
      Set.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private final Tokens tokens;

  Streets(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The street with its number that starts at a token. */
  Optional<Span> from(int index) {
    Token token = tokens.at(index);
    if (token.isNumber()) {
      if (isGrouped(index)) {
        return Optional.empty();
      }
      return first(numberThenName(index), numberThenKind(index), numberThenSuffix(index));
    }
    if (!token.isWord()) {
      return Optional.empty();
    }
    return tokens.isWordIn(index, NUMBERS) ? numberThenName(index) : kindThenName(index);
  }

  /** The 000 of 1,000. */
  private boolean isGrouped(int index) {
    Token comma = tokens.at(index - 1);
    return comma.is(",")
        && comma.end() == tokens.at(index).start()
        && tokens.at(index - 2).isNumber()
        && tokens.at(index - 2).end() == comma.start();
  }

  @SafeVarargs
  private static Optional<Span> first(Optional<Span>... candidates) {
    Optional<Span> longest = Optional.empty();
    for (Optional<Span> candidate : candidates) {
      if (candidate.isPresent()
          && (longest.isEmpty() || candidate.get().to() > longest.get().to())) {
        longest = candidate;
      }
    }
    return longest;
  }

  /** 221B Baker Street; 350 5th Ave. */
  private Optional<Span> numberThenName(int index) {
    boolean spelled = tokens.isWordIn(index, NUMBERS) && tokens.at(index).capital();
    if (!tokens.at(index).isHouseNumber() && !spelled) {
      return Optional.empty();
    }
    int at = tokens.afterComma(index + 1);
    if (tokens.at(at).folded().equals("the") && tokens.follows(at + 1) && isKind(at + 1)) {
      return Optional.of(new Span(index, at + 2, false));
    }
    boolean counted = Lexicon.isMeasure(tokens.at(at).folded());
    int names = 0;
    Optional<Span> found = Optional.empty();
    while (names <= MOST_NAMES && tokens.follows(at)) {
      Token token = tokens.at(at);
      boolean kind = names > 0 && isKind(at);
      if (kind) {
        int to = afterRoute(afterDirection(at + 1));
        boolean sure =
            Lexicon.STREET.contains(token.folded()) && !isYear(index) && !counted && !spelled;
        found = Optional.of(new Span(index, to, sure));
        if (!isKind(at + 1)) {
          return found;
        }
      }
      boolean broadway = token.folded().equals("broadway") && token.capital();
      if (broadway && names == 0) {
        return Optional.of(new Span(index, afterDirection(at + 1), true));
      }
      boolean inner = Lexicon.CONNECTORS.contains(token.folded()) && tokens.isName(at + 1);
      if (!tokens.isName(at) && !token.isOrdinal() && !(inner && names > 0)) {
        return found;
      }
      if (tokens.isLowerCase() && Lexicon.NO_TOWN.contains(token.folded())) {
        return found;
      }
      names++;
      at++;
    }
    return found;
  }

  private boolean isKind(int index) {
    Token token = tokens.at(index);
    if (!token.isWord() || !tokens.follows(index)) {
      return false;
    }
    if (Lexicon.STREET.contains(token.folded())) {
      boolean saint = token.folded().equals("st") && tokens.isName(index + 1) && token.dotted();
      return !saint || !Lexicon.STREET.contains(tokens.at(index + 2).folded());
    }
    return (token.capital() || tokens.isLowerCase())
        && Lexicon.STREET_PERHAPS.contains(token.folded());
  }

  private int afterDirection(int index) {
    Token token = tokens.at(index);
    boolean written = token.capital() && tokens.follows(index);
    return written && Lexicon.DIRECTIONS.contains(token.folded()) ? index + 1 : index;
  }

  /** County Road 12. */
  private int afterRoute(int index) {
    boolean numbered =
        tokens.isWordIn(index - 1, ROADS)
            && tokens.isWordIn(index - 2, ROAD_OWNERS)
            && tokens.at(index).isHouseNumber()
            && tokens.follows(index);
    return numbered ? index + 1 : index;
  }

  private boolean isYear(int index) {
    Token token = tokens.at(index);
    return token.isAllDigits()
        && token.digits() == 4
        && (token.folded().startsWith("19") || token.folded().startsWith("20"))
        && tokens.at(index - 1).isWord()
        && !Lexicon.CONTEXT.contains(tokens.at(index - 1).folded());
  }

  /** 12 bis, rue de la Paix. */
  private Optional<Span> numberThenKind(int index) {
    if (!tokens.at(index).isHouseNumber()) {
      return Optional.empty();
    }
    int at = index + 1;
    if (tokens.isWordIn(at, REPEATED) && tokens.follows(at)) {
      at++;
    }
    at = tokens.afterComma(at);
    Token kind = tokens.at(at);
    boolean sure = Lexicon.STREET_BEFORE.contains(kind.folded());
    boolean perhaps = Lexicon.STREET_BEFORE_PERHAPS.contains(kind.folded());
    if (!tokens.follows(at) || !kind.isWord() || !(sure || perhaps)) {
      return Optional.empty();
    }
    int to = nameEnd(at + 1);
    if (to < 0) {
      return Optional.empty();
    }
    boolean joined =
        tokens.isWordIn(at + 1, Lexicon.CONNECTORS) && !tokens.at(at + 1).capital() && to > at + 2;
    boolean written = (sure || (perhaps && joined)) && !tokens.isLowerCase();
    return Optional.of(new Span(index, withNumber(to), written));
  }

  /** 14 Amerveldstraat; 44 Pachergasse. */
  private Optional<Span> numberThenSuffix(int index) {
    boolean suffix =
        tokens.at(index).isHouseNumber()
            && tokens.follows(index + 1)
            && tokens.at(index + 1).isWord()
            && Lexicon.isStreetBySuffix(tokens.at(index + 1).folded())
            && tokens.isName(index + 1);
    if (!suffix) {
      return Optional.empty();
    }
    int to = withNumber(index + 2);
    return Optional.of(new Span(index, to, to > index + 2));
  }

  /** Via Roma 12; Calle Mayor, 5; ul. Karpacka 69. */
  private Optional<Span> kindThenName(int index) {
    Token kind = tokens.at(index);
    boolean unnumbered = Lexicon.UNNUMBERED.contains(kind.folded());
    boolean known = unnumbered || Lexicon.STREET_BEFORE.contains(kind.folded());
    boolean calle = kind.folded().equals("c") && tokens.at(index + 1).is("/");
    if (!known && !calle) {
      return Optional.empty();
    }
    boolean written = kind.capital() || kind.dotted() || tokens.isLowerCase() || calle;
    int name = nameEnd(calle ? index + 2 : index + 1);
    if (name < 0) {
      return Optional.empty();
    }
    int number = tokens.afterNumberWord(tokens.afterComma(name));
    if (isCodeWithTown(tokens.afterComma(name))) {
      return Optional.of(new Span(index, name, true));
    }
    Token last = tokens.at(number);
    boolean house =
        !unnumbered && last.isHouseNumber() && last.digits() <= 4 && tokens.follows(number);
    return house ? Optional.of(new Span(index, number + 1, written)) : Optional.empty();
  }

  /** 24220 Saint-Cyprien, on this line or the next. */
  private boolean isCodeWithTown(int index) {
    return Postcodes.isFiveDigits(tokens.at(index))
        && tokens.at(index).lines() <= 1
        && tokens.follows(index + 1)
        && tokens.isName(index + 1);
  }

  /** The end of a name that begins here with capitals, small words inside; -1 if none does. */
  private int nameEnd(int index) {
    int end = -1;
    int at = index;
    while (at < index + MOST_NAMES + 2 && tokens.follows(at)) {
      Token token = tokens.at(at);
      boolean connector = Lexicon.CONNECTORS.contains(token.folded()) && token.isWord();
      boolean elided = token.folded().startsWith("d'") || token.folded().startsWith("l'");
      if (token.is("i")) {
        break;
      }
      boolean date = token.isNumber() && token.digits() <= 2 && tokens.isName(at + 1);
      if ((tokens.isName(at) && !connector && !isTownOrPart(at)) || elided) {
        end = at + 1;
      } else if (!connector && !(date && at > index)) {
        break;
      }
      at++;
    }
    return end;
  }

  private boolean isTownOrPart(int index) {
    String word = tokens.at(index).folded();
    return Lexicon.SECONDARY.contains(word) && word.length() > 1;
  }

  /** With the number that some write a second time, at the end. */
  private int withNumber(int index) {
    Token token = tokens.at(index);
    boolean number = token.isHouseNumber() && token.digits() <= 4 && tokens.follows(index);
    return number && !tokens.at(index + 1).is("%") ? index + 1 : index;
  }
}
