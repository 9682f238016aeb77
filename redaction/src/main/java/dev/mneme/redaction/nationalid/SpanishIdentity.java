package dev.mneme.redaction.nationalid;

import dev.mneme.redaction.PiiType;
import java.util.Set;

/** DNI (eight digits) and NIE (X, Y or Z and seven digits), with a letter that checks them. */
final class SpanishIdentity implements Scheme {
  private static final String LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final Set<String> GROUPINGS =
      Set.of("9", "8-1", "2-3-3-1", "2-3-4", "1-7-1", "1-8", "1-3-4-1");

  @Override
  public PiiType type() {
    return PiiType.ES_DNI;
  }

  @Override
  public int length() {
    return 9;
  }

  @Override
  public int fewestDigits() {
    return 7;
  }

  @Override
  public boolean mayBeginWith(char c) {
    return (c >= '0' && c <= '9') || "XYZxyz".indexOf(c) >= 0;
  }

  @Override
  public boolean isValid(Compact number) {
    int first = "XYZ".indexOf(number.characters().charAt(0));
    String digits =
        first < 0
            ? number.characters().substring(0, 8)
            : first + number.characters().substring(1, 8);
    for (int i = 0; i < 8; i++) {
      if (digits.charAt(i) > '9') {
        return false;
      }
    }
    return GROUPINGS.contains(number.grouping())
        && number.characters().charAt(8) == LETTERS.charAt(Integer.parseInt(digits) % 23);
  }
}
