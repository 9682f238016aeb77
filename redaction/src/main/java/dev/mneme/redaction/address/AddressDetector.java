package dev.mneme.redaction.address;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import dev.mneme.redaction.Signal;
import dev.mneme.redaction.canonical.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a street with its number, a post box or a Turkish chain of quarter, street and door,
 * then reads on to the doors, towns, postcodes and countries around it. Every reading takes a
 * bounded number of tokens, so the time is linear.
 */
public final class AddressDetector implements Detector {
  private static final int FARTHEST_CONTEXT = 6;

  /** So many tokens of names and kinds may stand before the first number of an address. */
  private static final int FARTHEST_NUMBER = 16;

  @Override
  public PiiType type() {
    return PiiType.ADDRESS;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.digits() > 0 && (profile.announces(Signal.ADDRESS) || profile.postcodes() > 0);
  }

  /**
   * Words without one of which, or a postcode, or a word that ends like a street, there is none.
   */
  public static String announcingWords() {
    return Lexicon.announcing();
  }

  /** Whether the word that ends here may be a street, as in Hauptstraße. */
  public static boolean endsLikeAStreet(String text, int end) {
    char last = Folding.fold(text.charAt(end - 1));
    char before = Folding.fold(text.charAt(end - 2));
    return last < 0x80 && before < 0x100 && Lexicon.endsStreets(before, last);
  }

  @Override
  public List<Finding> find(String text, String label) {
    Reading reading = new Reading(text, label);
    return reading.findings();
  }

  private static final class Reading {
    private final Tokens tokens;
    private final boolean labelled;
    private final Streets streets;
    private final GermanStreets german;
    private final TurkishStreets turkish;
    private final Boxes boxes;
    private final Unnamed unnamed;
    private final Head head;
    private final Tail tail;

    Reading(String text, String label) {
      tokens = new Tokens(text);
      labelled = !label.isEmpty() && mentionsAddress(new Tokens(label), 0, Integer.MAX_VALUE);
      streets = new Streets(tokens);
      german = new GermanStreets(tokens);
      turkish = new TurkishStreets(tokens);
      boxes = new Boxes(tokens);
      unnamed = new Unnamed(tokens);
      head = new Head(tokens);
      tail = new Tail(tokens);
    }

    List<Finding> findings() {
      List<Finding> findings = new ArrayList<>();
      int least = 0;
      int at = 0;
      int number = -1;
      while (at < tokens.size()) {
        while (number < at && number < tokens.size()) {
          number = nextNumber(number + 1);
        }
        Optional<Span> span = number - at > FARTHEST_NUMBER ? unnamed.corner(at) : at(at, least);
        if (span.isPresent()) {
          Span found = span.get();
          int start = tokens.at(found.from()).start();
          findings.add(new Finding(PiiType.ADDRESS, start, tokens.at(found.to() - 1).end()));
          least = found.to();
        }
        at = span.isPresent() ? span.get().to() : at + 1;
      }
      return findings;
    }

    private int nextNumber(int from) {
      int at = from;
      while (at < tokens.size() && !tokens.at(at).isNumber()) {
        at++;
      }
      return at < tokens.size() ? at : tokens.size() + FARTHEST_NUMBER;
    }

    private Optional<Span> at(int index, int least) {
      Token token = tokens.at(index);
      if (token.kind() == Token.Kind.MARK) {
        return Optional.empty();
      }
      if (isCodeOfSomebody(index)) {
        return Optional.of(new Span(index, new Postcodes(tokens).end(index), true));
      }
      Optional<Span> street = turkish.from(index);
      boolean atDoor = street.isPresent();
      if (street.isEmpty()) {
        street = longer(boxes.from(index), longer(streets.from(index), german.from(index)));
      }
      if (street.isEmpty()) {
        street = unnamed.from(index, isAddressed(index));
      }
      if (street.isEmpty()) {
        return Optional.empty();
      }
      Span core = street.get();
      tail.read(core.to(), atDoor);
      if (tail.end() == core.to() && isPartOfAName(core, index)) {
        return Optional.empty();
      }
      boolean shown = core.sure() || isAddressed(index) || tail.isCoded() || tail.hasDoor();
      boolean counted = isCounted(core.from() + 1) || tokens.isLowerCase();
      boolean named = tail.isPlaced() && tokens.at(core.from()).isNumber() && !counted;
      boolean measured = Lexicon.isMeasure(tokens.at(core.from() + 1).folded());
      if (!shown && !named && (counted || measured || !isCustomary(core))) {
        return Optional.empty();
      }
      return Optional.of(new Span(head.read(core.from(), least), tail.end(), true));
    }

    /** My postcode is NW1 6XE: where somebody lives, without a street. */
    private boolean isCodeOfSomebody(int index) {
      boolean named = tokens.isWordIn(index - 1, Lexicon.CODE_WORDS);
      for (int at = index - 2; at >= index - 3; at--) {
        named |= tokens.isWordIn(at, Lexicon.CODE_WORDS) && tokens.follows(index);
      }
      return named && new Postcodes(tokens).end(index) > 0;
    }

    private static Optional<Span> longer(Optional<Span> a, Optional<Span> b) {
      return a.isEmpty() || (b.isPresent() && b.get().to() > a.get().to()) ? b : a;
    }

    /** A number of two digits or more before a street of the doubtful kind. */
    private boolean isCustomary(Span core) {
      Token number = tokens.at(core.from());
      return number.isNumber()
          && number.digits() >= 2
          && number.digits() <= 4
          && core.to() - core.from() >= 3;
    }

    /** 15 minute; but 1 place Kléber is an address. */
    private boolean isCounted(int index) {
      String word = tokens.at(index).folded();
      return Lexicon.isMeasure(word) && !Lexicon.STREET_BEFORE_PERHAPS.contains(word);
    }

    /** 12 High Street fashion trends: the street names what comes next, nobody is there. */
    private boolean isPartOfAName(Span core, int index) {
      Token next = tokens.at(core.to());
      Token kind = tokens.at(core.to() - 1);
      boolean english =
          tokens.at(core.from()).isNumber()
              && (Lexicon.STREET.contains(kind.folded())
                  || Lexicon.STREET_PERHAPS.contains(kind.folded()));
      return english
          && tokens.follows(core.to())
          && next.isWord()
          && (!next.capital() || next.folded().endsWith("s"))
          && !Lexicon.FOLLOWERS.contains(next.folded())
          && !tokens.isWordIn(core.from() - 1, Lexicon.LOCATING)
          && !isAddressed(index);
    }

    private boolean isAddressed(int index) {
      return labelled || mentionsAddress(tokens, index - FARTHEST_CONTEXT, index);
    }

    private static boolean mentionsAddress(Tokens tokens, int from, int to) {
      for (int at = Math.max(0, from); at < Math.min(to, tokens.size()); at++) {
        if (tokens.isWordIn(at, Lexicon.CONTEXT)) {
          return true;
        }
      }
      return false;
    }
  }
}
