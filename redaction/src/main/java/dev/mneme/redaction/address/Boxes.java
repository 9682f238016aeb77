package dev.mneme.redaction.address;

import java.util.Optional;
import java.util.Set;

/** Post boxes, and the units and ships of armed forces. */
final class Boxes {
  private static final Set<String> OFFICES = Set.of("apo", "fpo", "dpo");
  private static final Set<String> FORCES = Set.of("aa", "ae", "ap");

  private final Tokens tokens;

  Boxes(Tokens tokens) {
    this.tokens = tokens;
  }

  Optional<Span> from(int index) {
    Token token = tokens.at(index);
    if (!token.isWord()) {
      return Optional.empty();
    }
    return switch (token.folded()) {
      case "po", "p", "post", "postal" -> box(index);
      case "postfach", "postbox", "postbus", "postboks" -> numbers(index + 1, index);
      case "bp", "cs" -> french(index);
      case "psc", "cmr" -> unit(index);
      case "unit" -> unit(index);
      case "usns", "usnv", "uss", "uscgc" -> ship(index);
      default -> Optional.empty();
    };
  }

  /** P.O. Box 12; PO Box 12; Post Office Box 12. */
  private Optional<Span> box(int index) {
    for (int at = index + 1; at <= index + 2; at++) {
      Token token = tokens.at(at);
      if (token.folded().equals("box") && token.isWord()) {
        return numbers(at + 1, index);
      }
      if (!token.is("o") && !token.is("office")) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** BP 90112: something else unless a postcode follows. */
  private Optional<Span> french(int index) {
    boolean written = tokens.at(index).capital() || tokens.isLowerCase();
    return written
        ? numbers(index + 1, index).map(box -> new Span(box.from(), box.to(), false))
        : Optional.empty();
  }

  private Optional<Span> numbers(int index, int from) {
    int at = index;
    while (at < index + 3 && tokens.at(at).isHouseNumber() && tokens.follows(at)) {
      at++;
    }
    return at == index ? Optional.empty() : Optional.of(new Span(from, at, true));
  }

  /** PSC 9236, Box 1684; Unit 2962 Box 5219. */
  private Optional<Span> unit(int index) {
    int at = index + 2;
    if (tokens.at(at).is(",")) {
      at++;
    }
    boolean box =
        tokens.at(index + 1).isAllDigits()
            && tokens.at(at).folded().equals("box")
            && tokens.at(at + 1).isAllDigits();
    return box ? Optional.of(new Span(index, military(at + 2), true)) : Optional.empty();
  }

  /** USNS Björklund, FPO AP 07688. */
  private Optional<Span> ship(int index) {
    for (int at = index + 2; at <= index + 4; at++) {
      int end = military(at);
      if (end > at) {
        return Optional.of(new Span(index, end, true));
      }
    }
    return Optional.empty();
  }

  /** The end of APO AE 09012, or the beginning if it is none. */
  private int military(int index) {
    int at = tokens.at(index).is(",") ? index + 1 : index;
    boolean office =
        tokens.isWordIn(at, OFFICES)
            && tokens.isWordIn(at + 1, FORCES)
            && tokens.at(at + 2).isNumber();
    return office ? at + 3 : index;
  }
}
