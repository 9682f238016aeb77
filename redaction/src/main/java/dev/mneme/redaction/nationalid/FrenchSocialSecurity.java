package dev.mneme.redaction.nationalid;

import dev.mneme.redaction.PiiType;
import java.util.Set;

/**
 * Numéro INSEE (NIR): sex, year and month of birth, department, commune, order, and a key of 97
 * less the rest. Corsica's 2A and 2B count as 19 and 18.
 */
final class FrenchSocialSecurity implements Scheme {
  private static final Set<String> GROUPINGS =
      Set.of("15", "13-2", "1-2-2-2-3-3-2", "1-2-2-5-3-2", "1-4-2-3-3-2");

  @Override
  public PiiType type() {
    return PiiType.FR_INSEE;
  }

  @Override
  public int length() {
    return 15;
  }

  @Override
  public int fewestDigits() {
    return 14;
  }

  @Override
  public boolean mayBeginWith(char c) {
    return c == '1' || c == '2' || c == '7' || c == '8';
  }

  @Override
  public boolean isValid(Compact number) {
    String characters =
        number.characters().replaceFirst("^(.{5})2A", "$119").replaceFirst("^(.{5})2B", "$118");
    for (int i = 0; i < 15; i++) {
      if (characters.charAt(i) > '9') {
        return false;
      }
    }
    int sex = characters.charAt(0) - '0';
    int month = Integer.parseInt(characters, 3, 5, 10);
    boolean monthKnown = (month >= 1 && month <= 12) || (month >= 20 && month <= 99);
    long body = Long.parseLong(characters, 0, 13, 10);
    long key = Long.parseLong(characters, 13, 15, 10);
    return (sex == 1 || sex == 2 || sex == 7 || sex == 8)
        && monthKnown
        && key == 97 - body % 97
        && GROUPINGS.contains(number.grouping());
  }
}
