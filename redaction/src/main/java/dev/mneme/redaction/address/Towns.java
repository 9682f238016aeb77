package dev.mneme.redaction.address;

import java.util.Set;

/** Names of towns and countries. */
final class Towns {
  private static final int MOST_WORDS = 5;
  private static final int MOST_WORDS_OF_COUNTRY = 6;

  private static final Set<String> OPENING =
      Set.of(
          ("saint st sainte ste san santa new bad los las la le les el port fort mount west north"
                  + " east south little great upper lower")
              .split(" "));

  private final Tokens tokens;
  private final Postcodes postcodes;
  private final Doors doors;

  Towns(Tokens tokens) {
    this.tokens = tokens;
    this.postcodes = new Postcodes(tokens);
    this.doors = new Doors(tokens);
  }

  /** The end of what may be a town's name, or -1: capitals, with small words inside. */
  int end(int index) {
    if (tokens.isLowerCase()) {
      return lowerCaseEnd(index);
    }
    int end = -1;
    for (int at = index; at < index + MOST_WORDS; at++) {
      Token token = tokens.at(at);
      boolean connected = at == index || tokens.follows(at);
      if (!connected || !token.isWord() || isOther(at, index)) {
        break;
      }
      if (tokens.isName(at)) {
        end = at + 1;
      } else if (at == index || !Lexicon.CONNECTORS.contains(token.folded())) {
        break;
      }
    }
    return end < 0 ? -1 : afterCedex(end);
  }

  /** Where every word may be a name, a town is one that is known, or one word. */
  private int lowerCaseEnd(int index) {
    if (!tokens.at(index).isWord() || isOther(index, index)) {
      return -1;
    }
    int known = Gazetteer.end(tokens, index);
    if (known > 0) {
      return afterCedex(known);
    }
    int one = tokens.isWordIn(index, OPENING) && tokens.follows(index + 1) ? index + 1 : index;
    boolean cedex = tokens.at(one + 1).folded().equals("cedex") && tokens.follows(one + 1);
    return afterCedex(cedex ? one + 2 : one + 1);
  }

  /** Whether a town that everybody knows stands here, or ends where this one does. */
  boolean isKnown(int from, int to) {
    for (int at = from; at < to; at++) {
      int known = Gazetteer.end(tokens, at);
      if (known == to || (at == from && known > 0)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOther(int at, int first) {
    Token token = tokens.at(at);
    boolean abbreviated = token.end() - token.start() == 2 && at > first;
    boolean state =
        abbreviated
            && Lexicon.STATES.contains(token.folded())
            && !Lexicon.CONNECTORS.contains(token.folded());
    boolean inner = at > first && Lexicon.CONNECTORS.contains(token.folded()) && !token.capital();
    return state
        || (beginsNoTown(token) && !inner)
        || postcodes.end(at) > 0
        || doors.end(at) > 0
        || (at > first && countryEnd(at) > 0);
  }

  /** What follows an address is often a sentence, such as I'm. */
  private static boolean beginsNoTown(Token token) {
    int apostrophe = token.folded().indexOf('\'');
    String word = apostrophe > 0 ? token.folded().substring(0, apostrophe) : token.folded();
    return Lexicon.NO_TOWN.contains(word);
  }

  /** PARIS CEDEX 08. */
  private int afterCedex(int index) {
    boolean cedex = tokens.at(index - 1).folded().equals("cedex");
    Token office = tokens.at(index);
    return cedex && office.isAllDigits() && office.digits() <= 2 ? index + 1 : index;
  }

  int countryEnd(int index) {
    Token first = tokens.at(index);
    if (!first.isWord() || !(first.capital() || tokens.isLowerCase())) {
      return -1;
    }
    int end = -1;
    StringBuilder name = new StringBuilder(40);
    for (int at = index; at < index + MOST_WORDS_OF_COUNTRY; at++) {
      Token token = tokens.at(at);
      if (!token.isWord() || (at > index && !tokens.follows(at))) {
        break;
      }
      name.append(at > index ? " " : "").append(token.folded());
      boolean pronoun = tokens.isLowerCase() && name.length() == 2;
      if (Lexicon.COUNTRIES.contains(name.toString()) && !pronoun) {
        end = at + 1;
      }
    }
    return end;
  }
}
