package dev.mneme.redaction.address;

import java.util.Optional;
import java.util.Set;

/** A street that says by its last word or syllable that it is one, before its number. */
final class GermanStreets {
  /** Stems that stand before the name of a street, as in Alte Poststraße. */
  private static final Set<String> ADJECTIVES =
      Set.of(
          "alt", "neu", "gross", "klein", "ober", "unter", "hinter", "vorder", "lang", "kurz",
          "hoh", "nord", "sud");

  private final Tokens tokens;

  GermanStreets(Tokens tokens) {
    this.tokens = tokens;
  }

  Optional<Span> from(int index) {
    if (!tokens.at(index).isWord() || tokens.isWordIn(index, Lexicon.GERMAN_LEADS)) {
      return Optional.empty();
    }
    Optional<Span> street = suffixThenNumber(index);
    return street.isPresent() ? street : germanThenNumber(index);
  }

  /** Hauptstraße 5; Alte Poststraße 12a; Berliner Straße 3; Karl-Marx-Allee 7. */
  private Optional<Span> suffixThenNumber(int index) {
    int at = index;
    int names = 0;
    while (names < 3 && tokens.isName(at) && !isGermanStreet(at, names)) {
      if (names > 0 && !tokens.follows(at)) {
        return Optional.empty();
      }
      at++;
      names++;
    }
    if (names > 0 && tokens.isWordIn(index, Lexicon.GERMAN_DETERMINERS)) {
      return Optional.empty();
    }
    if (!isGermanStreet(at, names) || (names > 0 && !tokens.follows(at))) {
      return Optional.empty();
    }
    if (names > 0 && !isAdjective(index) && !isSeparateKind(at)) {
      return Optional.empty();
    }
    int number = tokens.afterNumberWord(tokens.afterComma(at + 1));
    Token house = tokens.at(number);
    boolean numbered = house.isHouseNumber() && house.digits() <= 4 && tokens.follows(number);
    if (!numbered) {
      return Optional.empty();
    }
    int to = number + 1;
    Token letter = tokens.at(to);
    boolean lettered =
        letter.isWord() && letter.folded().length() == 1 && tokens.follows(to) && !letter.capital();
    boolean article = lettered && tokens.at(to + 1).isWord() && letter.folded().equals("a");
    return Optional.of(new Span(index, lettered && !article ? to + 1 : to, true));
  }

  private boolean isGermanStreet(int index, int namesBefore) {
    Token token = tokens.at(index);
    if (!token.isWord() || !tokens.isName(index)) {
      return false;
    }
    return Lexicon.isStreetBySuffix(token.folded()) || (namesBefore > 0 && isSeparateKind(index));
  }

  private boolean isSeparateKind(int index) {
    return Lexicon.GERMAN_STREET.contains(tokens.at(index).folded());
  }

  /** Alte, Neuer, Kleines: what belongs to the name of the street after it. */
  private boolean isAdjective(int index) {
    String word = tokens.at(index).folded();
    int end = word.lastIndexOf('e');
    return end > 0 && end >= word.length() - 2 && ADJECTIVES.contains(word.substring(0, end));
  }

  /** Am Markt 3; An der Alster 12; Unter den Linden 77. */
  private Optional<Span> germanThenNumber(int index) {
    Token preposition = tokens.at(index);
    if (!preposition.capital() || !Lexicon.GERMAN_PREPOSITIONS.contains(preposition.folded())) {
      return Optional.empty();
    }
    int at = index + 1;
    if (Lexicon.GERMAN_ARTICLES.contains(tokens.at(at).folded())) {
      at++;
    }
    int names = 0;
    while (names < 2 && tokens.isName(at) && tokens.follows(at)) {
      at++;
      names++;
    }
    Token house = tokens.at(at);
    boolean numbered = names > 0 && house.isHouseNumber() && house.digits() <= 3;
    return numbered && tokens.follows(at)
        ? Optional.of(new Span(index, at + 1, false))
        : Optional.empty();
  }
}
