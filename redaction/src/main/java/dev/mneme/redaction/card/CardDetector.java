package dev.mneme.redaction.card;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import dev.mneme.redaction.context.WordsBefore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks at every stretch of neighbouring groups of digits of a card's length. From one group start
 * at most nineteen stretches, so the time is linear.
 */
public final class CardDetector implements Detector {
  private static final int FEWEST = 12;
  private static final int MOST = 19;

  private static final Set<String> CARD_WORDS =
      Set.of(
          ("card cards visa mastercard amex maestro discover jcb troy credit debit kart kartı"
                  + " kartım karte kreditkarte kartennummer carte tarjeta carta cc pan")
              .split(" "));

  @Override
  public PiiType type() {
    return PiiType.CREDIT_CARD;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.digits() >= FEWEST;
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      if (!isDigit(text, i)) {
        i++;
        continue;
      }
      int end = text.charAt(i) >= '2' && beginsApart(text, i) ? longest(text, label, i) : -1;
      if (end > 0) {
        findings.add(new Finding(PiiType.CREDIT_CARD, i, end));
        i = end;
      } else {
        while (isDigit(text, i)) {
          i++;
        }
      }
    }
    return findings;
  }

  /** The end of the longest card that starts here, or -1. */
  private static int longest(String text, String label, int start) {
    StringBuilder digits = new StringBuilder(MOST);
    int[] groups = new int[MOST];
    int count = 0;
    int best = -1;
    int at = start;
    while (true) {
      int from = at;
      while (isDigit(text, at) && digits.length() <= MOST) {
        digits.append(text.charAt(at++));
      }
      if (digits.length() > MOST) {
        return best;
      }
      groups[count++] = at - from;
      if (digits.length() >= FEWEST && endsApart(text, at) && Brand.issues(digits)) {
        boolean written = isCustomary(groups, count);
        if (written || WordsBefore.of(text, label, start).hasAmong(6, CARD_WORDS)) {
          best = at;
        }
      }
      if (!isSeparator(text, at) || !isDigit(text, at + 1)) {
        return best;
      }
      at++;
    }
  }

  /** In one group, in groups of the same length but for the last, or as the longer brands print. */
  private static boolean isCustomary(int[] groups, int count) {
    if (count == 3 && groups[0] == 4 && groups[1] == 6) {
      return true;
    }
    for (int i = 1; i + 1 < count; i++) {
      if (groups[i] != groups[0]) {
        return false;
      }
    }
    return groups[count - 1] <= groups[0];
  }

  private static boolean beginsApart(String text, int start) {
    if (start == 0) {
      return true;
    }
    char before = text.charAt(start - 1);
    if (Character.isLetterOrDigit(before)) {
      return false;
    }
    boolean joined = before == '.' || before == ',' || before == '-' || before == '/';
    return !joined || !isDigit(text, start - 2);
  }

  private static boolean endsApart(String text, int end) {
    if (end >= text.length()) {
      return true;
    }
    char after = text.charAt(end);
    if (Character.isLetterOrDigit(after)) {
      return false;
    }
    return (after != '.' && after != ',') || !isDigit(text, end + 1);
  }

  private static boolean isSeparator(String text, int at) {
    return at < text.length() && " -.".indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
