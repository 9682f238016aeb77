package dev.mneme.redaction.birth;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import dev.mneme.redaction.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Looks for a date near each word such as {@code born}: after it, or before it where the language
 * says so. Not past a placeholder or the end of a sentence, and not far.
 */
public final class BirthDetector implements Detector {
  private static final int FEWEST_DIGITS = 1;
  private static final int FARTHEST_AFTER = 48;
  private static final int FARTHEST_BEFORE = 40;
  private static final int WIDEST_GAP_BEFORE = 14;

  private static final Set<String> WORDS =
      Set.of(
          ("born bday birth birthday birthdate dob doğum doğumlu doğumluyum doğumum doğdum doğdu"
               + " doğmuş geboren geburtsdatum geburtstag geb né née naissance nacido nacida nací"
               + " nacimiento cumpleaños nato nata nascita nacque compleanno anniversaire")
              .split(" "));

  private static final Set<String> AFTER_THE_DATE =
      Set.of(
          "doğumlu doğumluyum doğdum doğdu doğmuş geboren birthday birth geburtstag cumpleaños"
              .split(" "));

  @Override
  public PiiType type() {
    return PiiType.DATE_OF_BIRTH;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.digits() >= FEWEST_DIGITS && profile.announces(Signal.BIRTH);
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    DateEnds dates = new DateEnds(text);
    int from = isBirth(label) ? after(text, 0, 0, dates, findings) : 0;
    int i = 0;
    while (i < text.length()) {
      if (!Character.isLetter(text.charAt(i))) {
        i++;
        continue;
      }
      int end = wordEnd(text, i);
      int hump = lastHump(text, i, end);
      String word = end - hump > 16 ? "" : text.substring(hump, end).toLowerCase(Locale.ROOT);
      if (WORDS.contains(word) || (word.equals("b") && isAbbreviation(text, i, end))) {
        int found = after(text, end, from, dates, findings);
        boolean before = found == from && AFTER_THE_DATE.contains(word);
        from = before ? before(text, i, from, dates, findings) : found;
      }
      i = end;
    }
    return findings;
  }

  /** D.O.B., b-day, and (b. 1950). */
  private static boolean isAbbreviation(String text, int b, int end) {
    return (b >= 4 && text.regionMatches(true, b - 4, "d.o.", 0, 4))
        || (b > 0 && text.charAt(b - 1) == '(' && text.startsWith(".", end))
        || text.regionMatches(true, end, "-day", 0, 4);
  }

  private static boolean isBirth(String label) {
    for (String word : label.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", 8)) {
      if (WORDS.contains(word)) {
        return true;
      }
    }
    return !label.isEmpty() && Profile.of(label).announces(Signal.BIRTH);
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** {@code dateOfBirth} is called birth. */
  private static int lastHump(String text, int start, int end) {
    int hump = end - 1;
    while (hump > start
        && end - hump <= 16
        && !(Character.isUpperCase(text.charAt(hump))
            && Character.isLowerCase(text.charAt(hump - 1)))) {
      hump--;
    }
    return end - hump > 16 ? start : hump;
  }

  /** Adds the first date after a place; the end of it, or what was the end of the last. */
  private static int after(
      String text, int place, int last, DateEnds dates, List<Finding> findings) {
    int limit = Math.min(text.length(), place + FARTHEST_AFTER);
    for (int i = place; i < limit && !isBarrier(text, i); i++) {
      int end = i < last ? -1 : dates.from(i);
      if (end > 0) {
        findings.add(new Finding(PiiType.DATE_OF_BIRTH, i, end));
        return end;
      }
    }
    return last;
  }

  private static int before(
      String text, int place, int last, DateEnds dates, List<Finding> findings) {
    for (int i = Math.max(last, place - FARTHEST_BEFORE); i < place; i++) {
      int end = dates.from(i);
      if (end > 0 && end <= place && place - end <= WIDEST_GAP_BEFORE && joins(text, end, place)) {
        findings.add(new Finding(PiiType.DATE_OF_BIRTH, i, end));
        return end;
      }
    }
    return last;
  }

  private static boolean joins(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (isBarrier(text, i) || text.charAt(i) == ',') {
        return false;
      }
    }
    return true;
  }

  private static boolean isBarrier(String text, int at) {
    char c = text.charAt(at);
    if (c == '[' || c == ']' || c == '!' || c == '?' || c == ';') {
      return true;
    }
    return c == '.'
        && at + 2 < text.length()
        && text.charAt(at + 1) == ' '
        && Character.isUpperCase(text.charAt(at + 2))
        && at > 3
        && Character.isLetter(text.charAt(at - 4));
  }
}
