package dev.mneme.redaction.address;

import java.util.Optional;
import java.util.Set;

/**
 * Names and numbers that only what stands around them shows to be an address: {@code 10 Kromwater
 * 38 Suite 865}, {@code the corner of Oak Street and Elm}.
 */
final class Unnamed {
  private static final Set<String> CORNERS = Set.of("the", "corner");

  private static final Set<String> DOORS =
      Set.of("apt", "apartment", "suite", "ste", "unit", "flat");

  private static final Set<String> NO_STREET =
      Set.of(
          "gate platform room level terminal floor table booth track exit hall seat stage door studio"
              .concat(" pier bay unit zone chapter page version line bus train flight apt suite")
              .concat(" apartment flat building number box channel episode season step phase")
              .split(" "));

  /** Kinds of streets that some languages write small after the name. */
  private static final Set<String> KINDS =
      Set.of("ulica", "tee", "u", "ut", "utca", "vei", "veg", "gade", "gata", "trg", "cesta");

  private static final int MOST_NAMES = 5;

  private final Tokens tokens;
  private final Doors doors;
  private final Towns towns;

  Unnamed(Tokens tokens) {
    this.tokens = tokens;
    this.doors = new Doors(tokens);
    this.towns = new Towns(tokens);
  }

  Optional<Span> from(int index, boolean addressed) {
    if (tokens.isWordIn(index, CORNERS)) {
      return corner(index);
    }
    int inside = tokens.isWordIn(index, DOORS) ? doors.namedEnd(index) : -1;
    if (inside > 0 && (tokens.at(inside).is(",") || tokens.at(inside).lines() == 1)) {
      boolean proven = tokens.mayBePlaced(inside) && new Tail(tokens).read(inside).hasPostcode();
      return proven ? Optional.of(new Span(index, inside, true)) : Optional.empty();
    }
    int names = tokens.at(index).isHouseNumber() ? index + 1 : index;
    boolean article = names > index && tokens.at(names).folded().equals("the");
    boolean before = names > index;
    int at = article && tokens.isName(names + 1) ? names + 1 : names;
    while (at < names + MOST_NAMES
        && isName(at, at == names)
        && (at == index || tokens.follows(at))) {
      at++;
    }
    if (at == names) {
      return Optional.empty();
    }
    Token last = tokens.at(at);
    boolean after =
        last.isHouseNumber() && last.digits() <= 4 && tokens.follows(at) && !isTime(last);
    int end = after ? at + 1 : at;
    if (!before && !after) {
      return Optional.empty();
    }
    if (!tokens.mayBePlaced(end) && !addressed && !tokens.isWordIn(end, DOORS)) {
      return Optional.empty();
    }
    boolean apart = !tokens.isLowerCase() || tokens.at(end).is(",");
    if (before && apart && new Tail(tokens).read(end).hasPostcode()) {
      return Optional.of(new Span(index, end, true));
    }
    boolean door = tokens.isWordIn(end, DOORS) && doors.end(end) > 0;
    if (door) {
      return Optional.of(new Span(index, end, true));
    }
    boolean named = addressed && before && after;
    boolean coded = after && tokens.at(at).digits() <= 3 && isCoded(end);
    boolean placed = coded || (after && isPlaced(end) && (addressed || before));
    return named || placed ? Optional.of(new Span(index, end, addressed)) : Optional.empty();
  }

  /** Whether a town and more of it follow: a postcode or a country. */
  private boolean isPlaced(int end) {
    return new Tail(tokens).read(end).isCoded();
  }

  /** Neuer Wall 50, 20354 Hamburg: a postcode with its town comes next. */
  private boolean isCoded(int end) {
    int code = tokens.at(end).is(",") ? end + 1 : end;
    return Postcodes.isFiveDigits(tokens.at(code))
        && tokens.follows(code + 1)
        && towns.end(code + 1) > 0;
  }

  private boolean isName(int index, boolean first) {
    Token token = tokens.at(index);
    boolean nameNext =
        tokens.isName(index + 1) || (tokens.at(index + 1).dotted() && tokens.isName(index + 2));
    boolean inner = !first && tokens.isWordIn(index, Lexicon.CONNECTORS) && nameNext;
    boolean kind = tokens.isWordIn(index, KINDS) && tokens.isName(index - 1);
    boolean connector = first && tokens.isWordIn(index, Lexicon.CONNECTORS) && !token.capital();
    boolean day =
        !first
            && token.isNumber()
            && token.dotted()
            && token.digits() <= 2
            && tokens.isName(index + 1);
    return ((tokens.isName(index) && !connector) || inner || kind || day)
        && !Lexicon.NO_TOWN.contains(token.folded())
        && !NO_STREET.contains(token.folded())
        && !Lexicon.CONTEXT.contains(token.folded())
        && !(first && Lexicon.GERMAN_LEADS.contains(token.folded()))
        && !(first && Lexicon.isMeasure(token.folded()))
        && doors.namedEnd(index) < 0
        && towns.countryEnd(index) < 0;
  }

  private static boolean isTime(Token token) {
    return token.folded().endsWith("m") || token.folded().endsWith("h");
  }

  /** The corner of two streets, at least one of which says that it is one. */
  Optional<Span> corner(int index) {
    if (!tokens.isWordIn(index, CORNERS)) {
      return Optional.empty();
    }
    int at = tokens.at(index).folded().equals("the") ? index + 1 : index;
    boolean corner =
        tokens.at(at).folded().equals("corner") && tokens.at(at + 1).folded().equals("of");
    if (!corner) {
      return Optional.empty();
    }
    int first = streetEnd(at + 2);
    if (first < 0 || !tokens.at(first).folded().equals("and")) {
      return Optional.empty();
    }
    int second = streetEnd(first + 1);
    boolean kind =
        second > 0
            && (Lexicon.STREET.contains(tokens.at(second - 1).folded())
                || Lexicon.STREET.contains(tokens.at(first - 1).folded())
                || Lexicon.STREET_PERHAPS.contains(tokens.at(second - 1).folded()));
    return kind ? Optional.of(new Span(index, second, true)) : Optional.empty();
  }

  private int streetEnd(int index) {
    int at = index;
    while (at < index + MOST_NAMES + 1 && tokens.follows(at)) {
      Token token = tokens.at(at);
      boolean inner =
          tokens.isWordIn(at, Lexicon.CONNECTORS) && !token.is("and") && tokens.isName(at + 1);
      if (!tokens.isName(at) && !token.isHouseNumber() && !token.isOrdinal() && !inner) {
        break;
      }
      if (token.is("and")) {
        break;
      }
      at++;
    }
    return at == index ? -1 : at;
  }
}
