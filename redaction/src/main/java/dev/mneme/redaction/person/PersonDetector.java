package dev.mneme.redaction.person;

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
 * Up to four capitalised words after a title ({@code Dr. Ada Lovelace}) or an introduction ({@code
 * my name is Ada}). Names that nothing introduces are not found.
 */
public final class PersonDetector implements Detector {
  private static final Set<String> TITLES =
      Set.of(
          ("mr mrs ms dr prof sir madam herr frau monsieur madame mme bay bayan sayın señor señora"
                  + " signor signora")
              .split(" "));

  private static final Set<String> INTRODUCTIONS =
      Set.of(
          "name is|name's|names is|i am|i'm|adım|ismim|ich heiße|ich heisse|m'appelle|me llamo|mi chiamo|mein name ist"
              .split("\\|"));

  private static final Set<String> NO_NAMES = Set.of("I", "The", "A", "An", "Not", "And", "But");
  private static final int LONGEST_INTRODUCTION = 14;
  private static final int MOST_WORDS = 4;

  @Override
  public PiiType type() {
    return PiiType.PERSON;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.announces(Signal.NAME);
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      boolean starts = Character.isUpperCase(text.charAt(i)) && apart(text, i);
      int end = starts && isIntroduced(text, i) ? nameEnd(text, i) : -1;
      if (end > 0) {
        findings.add(new Finding(PiiType.PERSON, i, end));
      }
      i = Math.max(end, i + 1);
    }
    return findings;
  }

  private static boolean apart(String text, int at) {
    return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
  }

  private static boolean isIntroduced(String text, int start) {
    int end = start;
    while (end > 0 && end > start - 3 && " .:".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end == start) {
      return false;
    }
    String before =
        text.substring(Math.max(0, end - LONGEST_INTRODUCTION - 1), end).toLowerCase(Locale.ROOT);
    int word = before.length();
    while (word > 0 && Character.isLetter(before.charAt(word - 1))) {
      word--;
    }
    if (TITLES.contains(before.substring(word))) {
      return true;
    }
    for (String introduction : INTRODUCTIONS) {
      if (endsWith(before, introduction)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(String before, String introduction) {
    int start = before.length() - introduction.length();
    return before.endsWith(introduction)
        && (start == 0 || !Character.isLetter(before.charAt(start - 1)));
  }

  private static int nameEnd(String text, int start) {
    int end = -1;
    int at = start;
    for (int word = 0; word < MOST_WORDS && at < text.length(); word++) {
      int stop = at;
      while (stop < text.length() && isPart(text.charAt(stop))) {
        stop++;
      }
      boolean capital = stop > at && Character.isUpperCase(text.charAt(at));
      if (!capital || NO_NAMES.contains(text.substring(at, stop))) {
        break;
      }
      end = stop;
      at = stop + 1;
      if (stop < text.length() && text.charAt(stop) != ' ') {
        break;
      }
    }
    return end;
  }

  private static boolean isPart(char c) {
    return Character.isLetter(c) || c == '-' || c == '\'';
  }
}
