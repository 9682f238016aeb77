package dev.mneme.redaction.nationalid;

import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.context.WordsBefore;
import java.util.Set;

/**
 * Social Security number. It has no checksum: only areas, groups and serials that the SSA issues,
 * and without its hyphens only after words that name it.
 */
final class AmericanSocialSecurity implements Scheme {
  private static final Set<String> NAMES =
      Set.of("ssn ssns social security socialsecurity itin taxpayer tin ss".split(" "));

  private static final Set<String> OTHER =
      Set.of(
          ("order invoice ticket part item sku model serial ref reference case tracking phone tel"
                  + " fax version isbn build lot batch product catalog")
              .split(" "));

  @Override
  public PiiType type() {
    return PiiType.US_SSN;
  }

  @Override
  public int length() {
    return 9;
  }

  @Override
  public int fewestDigits() {
    return 9;
  }

  @Override
  public boolean mayBeginWith(char c) {
    return c >= '0' && c <= '8';
  }

  @Override
  public boolean isValid(Compact number) {
    if (!number.isDigits()) {
      return false;
    }
    int area = Integer.parseInt(number.characters(), 0, 3, 10);
    boolean grouped = number.grouping().equals("3-2-4");
    boolean even = grouped && number.marks().charAt(0) == number.marks().charAt(1);
    return area != 0
        && area != 666
        && area < 900
        && !number.characters().startsWith("00", 3)
        && !number.characters().endsWith("0000")
        && (even || number.grouping().equals("9"));
  }

  @Override
  public boolean isPlausible(Compact number, WordsBefore words) {
    if (words.hasAmong(6, NAMES)) {
      return true;
    }
    return number.marks().equals("--") && !words.hasAmong(2, OTHER);
  }
}
