package dev.mneme.redaction.address;

/** What stands before a street: a door, or a postcode with its town. */
final class Head {
  private static final int MOST_ITEMS = 3;
  private static final int MOST_TOWN_WORDS = 4;

  private final Tokens tokens;
  private final Doors doors;

  Head(Tokens tokens) {
    this.tokens = tokens;
    this.doors = new Doors(tokens);
  }

  /**
   * Reads back from the beginning of a street.
   *
   * @param least no token before this one belongs to it
   */
  int read(int from, int least) {
    int start = from;
    for (int item = 0; item < MOST_ITEMS; item++) {
      int before = item(start, least);
      if (before < 0) {
        break;
      }
      start = before;
    }
    return start;
  }

  private int item(int start, int least) {
    boolean comma = tokens.at(start - 1).is(",");
    int end = comma ? start - 1 : start;
    boolean line = tokens.at(start).lines() > 0 || tokens.at(end).lines() > 0;
    int door = door(end);
    if (door >= least) {
      return door;
    }
    int house = comma ? house(end, least) : -1;
    if (house >= 0) {
      return house;
    }
    int number = start - 1;
    Token token = tokens.at(number);
    boolean doubled =
        token.isAllDigits() && token.digits() <= 3 && tokens.follows(start) && number >= least;
    if (doubled && !tokens.at(number - 1).isNumber() && !tokens.at(number - 1).is("$")) {
      return number;
    }
    return comma || line ? town(end, least) : -1;
  }

  /** The beginning of a door that ends here, or -1. */
  private int door(int end) {
    for (int at = end - 2; at >= end - 4 && at >= 0; at--) {
      if (doors.end(at) == end && tokens.at(end).lines() <= 1) {
        return at;
      }
    }
    return -1;
  }

  /** The beginning of Albany House, or c/o Smith, that ends here; or -1. */
  private int house(int end, int least) {
    boolean building = false;
    int start = -1;
    for (int at = end - 1; at >= Math.max(least, end - MOST_TOWN_WORDS - 2); at--) {
      Token token = tokens.at(at);
      if (token.is("/") && tokens.at(at - 1).is("c") && tokens.at(at + 1).is("o")) {
        return at - 1;
      }
      boolean care = token.is("o") && tokens.at(at - 1).is("/");
      boolean inside = tokens.isName(at) || tokens.isWordIn(at, Lexicon.CONNECTORS) || care;
      if (!inside || (at < end - 1 && tokens.at(at + 1).lines() > 0)) {
        break;
      }
      building |= Lexicon.isBuilding(token.folded()) || (token.is("the") && token.capital());
      start = tokens.isName(at) ? at : start;
    }
    return building ? start : -1;
  }

  /** The beginning of 75008 Paris that ends here, or of a town everybody knows; or -1. */
  private int town(int end, int least) {
    for (int at = end - 1; at >= Math.max(least, end - MOST_TOWN_WORDS); at--) {
      Token token = tokens.at(at);
      if ((Postcodes.isFiveDigits(token) || Postcodes.isPrefixed(token)) && at < end - 1) {
        return at;
      }
      boolean inside = tokens.isName(at) || tokens.isWordIn(at, Lexicon.CONNECTORS);
      if ((!inside && !token.is("/")) || (at < end - 1 && tokens.at(at + 1).lines() > 0)) {
        break;
      }
    }
    boolean known = tokens.isName(end - 1) && Gazetteer.isTown(tokens.at(end - 1).folded());
    return known && end - 1 >= least ? end - 1 : -1;
  }
}
