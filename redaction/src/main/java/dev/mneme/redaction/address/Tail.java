package dev.mneme.redaction.address;

import java.util.Set;

/**
 * What follows a street and its number: a door, a town, a region, a postcode, a country, on the
 * same line or the next ones, with commas or without.
 */
final class Tail {
  private static final int MOST_ITEMS = 10;
  private static final int MOST_LINES = 2;

  /** So many towns and counties may stand before the postcode that proves them. */
  private static final int MOST_TOWNS = 2;

  private static final Set<String> IN = Set.of("in", "a", "im");

  /** After these a name is somebody's, and no town's. */
  private static final Set<String> SAYING =
      Set.of("said", "says", "told", "asked", "wrote", "called", "has", "had", "will", "was", "is");

  private final Tokens tokens;
  private final Postcodes postcodes;
  private final Doors doors;
  private final Towns towns;

  private int end;
  private int items;
  private boolean door;
  private boolean atDoor;
  private boolean placed;
  private boolean coded;
  private boolean postcode;

  Tail(Tokens tokens) {
    this.tokens = tokens;
    this.postcodes = new Postcodes(tokens);
    this.doors = new Doors(tokens);
    this.towns = new Towns(tokens);
  }

  /** Reads on from the end of a street. */
  Tail read(int from) {
    return read(from, false);
  }

  /**
   * @param atItsDoor whether it ends with one
   */
  Tail read(int from, boolean atItsDoor) {
    end = from;
    items = 0;
    door = false;
    atDoor = atItsDoor;
    placed = false;
    coded = false;
    postcode = false;
    while (items < MOST_ITEMS && item()) {
      items++;
    }
    return this;
  }

  int end() {
    return end;
  }

  boolean hasDoor() {
    return door;
  }

  /** Whether a postcode, region or country was read: no doubt about an address then. */
  boolean isCoded() {
    return coded;
  }

  /** Whether a postcode was read. */
  boolean hasPostcode() {
    return postcode;
  }

  boolean isPlaced() {
    return placed;
  }

  private boolean item() {
    if (tokens.endsSentence(end - 1)) {
      return false;
    }
    int at = end;
    boolean comma = false;
    while (isSeparator(tokens.at(at)) && at < end + 2) {
      comma = true;
      at++;
    }
    int lines = 0;
    for (int i = end; i <= at; i++) {
      lines += tokens.at(i).lines();
    }
    if (at >= tokens.size() || lines > MOST_LINES) {
      return false;
    }
    if (lines == 0 && readTownIn(at)) {
      return true;
    }
    boolean opened = tokens.at(at - 1).is("(");
    return readDoor(at) || (opened ? readPart(at) : readPlace(at, comma, lines));
  }

  /** Halle (Saale). */
  private boolean readPart(int at) {
    boolean part = placed && tokens.isName(at) && tokens.follows(at) && tokens.at(at + 1).is(")");
    return part && moveTo(at + 2);
  }

  private boolean readPlace(int at, boolean comma, int lines) {
    return readCode(at, comma || lines > 0)
        || readCountry(at)
        || readRegion(at, comma)
        || readTown(at, comma, lines > 0);
  }

  private static boolean isSeparator(Token token) {
    return token.kind() == Token.Kind.MARK
        && (token.is("(") || token.is(",") || token.is("-") || token.is("/") || token.is("–"));
  }

  private boolean readDoor(int at) {
    boolean bare = placed && tokens.at(at).isNumber() && !tokens.at(at - 1).is(",");
    int to = bare ? -1 : doors.end(at);
    if (to < 0) {
      return false;
    }
    moveTo(tokens.at(at - 1).is("(") && tokens.at(to).is(")") ? to + 1 : to);
    door = true;
    atDoor = true;
    return true;
  }

  /** Brückenstraße 19 in 97070 Würzburg. */
  private boolean readTownIn(int at) {
    boolean in = tokens.isWordIn(at, IN);
    boolean town =
        in
            && Postcodes.isFiveDigits(tokens.at(at + 1))
            && tokens.follows(at + 2)
            && towns.end(at + 2) > 0;
    if (!town) {
      return false;
    }
    coded = true;
    placed = true;
    return moveTo(towns.end(at + 2));
  }

  private boolean readCode(int at, boolean apart) {
    int to = postcodes.end(at);
    boolean four = to < 0 && Postcodes.isFourDigits(tokens.at(at));
    if (to < 0 && !(four && apart)) {
      return false;
    }
    int code = four ? at + 1 : to;
    int town = Math.max(towns.end(code), Gazetteer.endInAnyCase(tokens, code));
    boolean townNext = tokens.follows(code) && town > 0;
    boolean british = !tokens.at(at).isNumber();
    boolean alone = (placed || (apart && items > 0)) && !four;
    if (!townNext && !british && !alone) {
      return false;
    }
    postcode = true;
    coded = true;
    if (townNext && !(placed && !four && !apart)) {
      placed = true;
      return moveTo(town);
    }
    return moveTo(code);
  }

  private boolean readCountry(int at) {
    int to = towns.countryEnd(at);
    if (to < 0) {
      return false;
    }
    coded = true;
    placed = true;
    return moveTo(to);
  }

  /** IL, and what is no state but written like one before a postcode. */
  private boolean readRegion(int at, boolean comma) {
    Token token = tokens.at(at);
    boolean state = token.isWord() && Lexicon.STATES.contains(token.folded());
    boolean written = token.end() - token.start() == 2 && isCapitals(token);
    boolean zip = isCodeOrCountry(at + 1);
    if (!token.isWord() || !(written || (tokens.isLowerCase() && state && zip))) {
      return false;
    }
    if (!(state && (comma || placed)) && !zip) {
      return false;
    }
    coded = true;
    placed = true;
    return moveTo(at + 1);
  }

  private boolean isCodeOrCountry(int index) {
    boolean code = tokens.at(index).isNumber() && postcodes.end(index) > 0;
    return code || towns.countryEnd(index) > 0;
  }

  private boolean isCapitals(Token token) {
    String text = tokens.text();
    for (int i = token.start(); i < token.end(); i++) {
      if (!Character.isUpperCase(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean readTown(int at, boolean comma, boolean newLine) {
    int to = towns.end(at);
    if (to < 0) {
      return false;
    }
    boolean known = towns.isKnown(at, to);
    boolean confirmed = isPostal(to, MOST_TOWNS);
    int shorter = Gazetteer.end(tokens, at);
    if (shorter > 0 && shorter < to && !confirmed) {
      to = shorter;
    }
    boolean accepted;
    if (newLine) {
      boolean wholeLine = to >= tokens.size() || tokens.at(to).lines() > 0;
      accepted = confirmed || (wholeLine && (known || (atDoor && !placed)));
    } else if (comma) {
      accepted = confirmed || known || (!placed && endsPhrase(to)) || tokens.at(at - 1).is("/");
    } else {
      boolean named = tokens.at(to).folded().startsWith("adres");
      accepted = confirmed || known || (atDoor && (named || endsText(to)));
    }
    if (!accepted || (tokens.isLowerCase() && !confirmed && !known && !(newLine && atDoor))) {
      return false;
    }
    placed = true;
    return moveTo(to);
  }

  /** Whether a postcode, region or country follows. */
  private boolean isPostal(int index, int more) {
    int at = index;
    while (isSeparator(tokens.at(at)) && at < index + 2) {
      at++;
    }
    if (tokens.endsSentence(index - 1)) {
      return false;
    }
    if (postcodes.end(at) > 0 || towns.countryEnd(at) > 0) {
      return true;
    }
    boolean slash = at > index && tokens.at(at - 1).is("/") && tokens.isName(at);
    if (slash || Gazetteer.end(tokens, at) > 0) {
      return true;
    }
    boolean apart = at > index || tokens.at(at).lines() == 1;
    int town = apart && more > 0 ? towns.end(at) : -1;
    if (town > 0 && isPostal(town, more - 1)) {
      return true;
    }
    Token token = tokens.at(at);
    boolean written = isCapitals(token) || tokens.isLowerCase();
    boolean two = token.isWord() && token.end() - token.start() == 2 && written;
    return two && (Lexicon.STATES.contains(token.folded()) || isCodeOrCountry(at + 1));
  }

  private boolean endsPhrase(int index) {
    Token next = tokens.at(index);
    return index >= tokens.size()
        || tokens.endsSentence(index - 1)
        || next.lines() > 0
        || next.kind() == Token.Kind.MARK
        || (next.isWord() && !next.capital() && !SAYING.contains(next.folded()));
  }

  private boolean endsText(int index) {
    return index >= tokens.size()
        || tokens.endsSentence(index - 1)
        || tokens.at(index).kind() == Token.Kind.MARK;
  }

  private boolean moveTo(int to) {
    atDoor = false;
    end = to;
    return true;
  }
}
