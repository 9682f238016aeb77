package dev.mneme.redaction.nationalid;

import dev.mneme.redaction.PiiType;
import java.util.Set;

/**
 * Codice fiscale: sixteen characters, the last of which checks the others. Letters may stand for
 * digits where two people would have the same code (omocodia).
 */
final class ItalianFiscalCode implements Scheme {
  private static final Set<String> GROUPINGS = Set.of("16", "3-3-5-5", "6-5-5", "6-2-1-2-4-1");
  private static final String DIGITS = "0123456789LMNPQRSTUV";
  private static final String SHAPE = "LLLLLLDDLDDLDDDL";
  private static final int[] ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  @Override
  public PiiType type() {
    return PiiType.IT_FISCAL_CODE;
  }

  @Override
  public int length() {
    return 16;
  }

  @Override
  public int fewestDigits() {
    return 4;
  }

  @Override
  public boolean mayBeginWith(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  @Override
  public boolean isValid(Compact number) {
    String characters = number.characters();
    int sum = 0;
    for (int i = 0; i < 16; i++) {
      char c = characters.charAt(i);
      boolean fits = SHAPE.charAt(i) == 'L' ? c >= 'A' : DIGITS.indexOf(c) >= 0;
      if (!fits) {
        return false;
      }
      int value = c <= '9' ? c - '0' : c - 'A';
      sum += i == 15 ? 0 : i % 2 == 0 ? ODD[value] : value;
    }
    return characters.charAt(15) == 'A' + sum % 26
        && "ABCDEHLMPRST".indexOf(characters.charAt(8)) >= 0
        && GROUPINGS.contains(number.grouping());
  }
}
