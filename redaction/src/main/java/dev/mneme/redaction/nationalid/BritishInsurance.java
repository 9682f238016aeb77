package dev.mneme.redaction.nationalid;

import dev.mneme.redaction.PiiType;
import java.util.Set;

/**
 * National Insurance number: two letters of those in use, six digits, A to D. It has no checksum,
 * so the prefixes HMRC does not issue are left out.
 */
final class BritishInsurance implements Scheme {
  private static final Set<String> GROUPINGS = Set.of("9", "2-2-2-2-1", "2-6-1", "2-3-3-1", "8-1");
  private static final Set<String> NOT_ISSUED = Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");

  @Override
  public PiiType type() {
    return PiiType.UK_NINO;
  }

  @Override
  public int length() {
    return 9;
  }

  @Override
  public int fewestDigits() {
    return 6;
  }

  @Override
  public boolean mayBeginWith(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  @Override
  public boolean isValid(Compact number) {
    String characters = number.characters();
    for (int i = 2; i < 8; i++) {
      if (characters.charAt(i) > '9') {
        return false;
      }
    }
    return isIn(characters.charAt(0), "ABCEGHJKLMNOPRSTWXYZ")
        && isIn(characters.charAt(1), "ABCEGHJKLMNPRSTWXYZ")
        && isIn(characters.charAt(8), "ABCD")
        && !NOT_ISSUED.contains(characters.substring(0, 2))
        && GROUPINGS.contains(number.grouping());
  }

  private static boolean isIn(char c, String letters) {
    return letters.indexOf(c) >= 0;
  }
}
