package dev.mneme.redaction.nationalid;

import dev.mneme.redaction.PiiType;
import java.util.Set;

/**
 * Steuerliche Identifikationsnummer: among the first ten digits exactly one occurs twice or three
 * times, the last is a check digit by ISO 7064 MOD 11,10.
 */
final class GermanTax implements Scheme {
  private static final Set<String> GROUPINGS = Set.of("11", "2-3-3-3");

  @Override
  public PiiType type() {
    return PiiType.DE_TAX_ID;
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
    int[] occurrences = new int[10];
    int product = 10;
    for (int i = 0; i < 10; i++) {
      occurrences[number.digit(i)]++;
      int sum = (number.digit(i) + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    int repeated = 0;
    for (int times : occurrences) {
      repeated += times > 3 ? 10 : times > 1 ? 1 : 0;
    }
    return repeated == 1 && number.digit(10) == (11 - product) % 10;
  }
}
