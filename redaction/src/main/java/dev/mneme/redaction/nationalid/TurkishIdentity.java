package dev.mneme.redaction.nationalid;

import dev.mneme.redaction.PiiType;
import java.util.Set;

/** T.C. kimlik numarası: eleven digits, the last two of which check the others. */
final class TurkishIdentity implements Scheme {
  private static final Set<String> GROUPINGS = Set.of("11", "3-3-3-2", "3-3-5");

  @Override
  public PiiType type() {
    return PiiType.TR_TCKN;
  }

  @Override
  public int length() {
    return 11;
  }

  @Override
  public int fewestDigits() {
    return 11;
  }

  @Override
  public boolean mayBeginWith(char c) {
    return c >= '1' && c <= '9';
  }

  @Override
  public boolean isValid(Compact number) {
    if (!number.isDigits() || number.digit(0) == 0 || !GROUPINGS.contains(number.grouping())) {
      return false;
    }
    int odd = 0;
    int even = 0;
    for (int i = 0; i < 9; i++) {
      if (i % 2 == 0) {
        odd += number.digit(i);
      } else {
        even += number.digit(i);
      }
    }
    return number.digit(9) == Math.floorMod(odd * 7 - even, 10)
        && number.digit(10) == (odd + even + number.digit(9)) % 10;
  }
}
