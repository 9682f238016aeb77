package dev.mneme.redaction.canonical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Marks and digits in words: {@code ada [at] example dot com}, {@code 415 dash 555}, {@code four
 * one five}. Read on one list of words, each of which is looked at a bounded number of times.
 */
final class SpelledOut {
  /** What is written from start to end, put plainly. */
  record Mark(int start, int end, String plain) {}

  private static final Set<String> AT =
      Set.of("at", "ät", "arobase", "arroba", "chiocciola", "klammeraffe");
  private static final Set<String> DOT =
      Set.of("dot", "punkt", "point", "punto", "nokta", "period", "d0t");

  private static final Map<String, String> SEPARATORS =
      Map.ofEntries(
          Map.entry("dash", "-"),
          Map.entry("hyphen", "-"),
          Map.entry("minus", "-"),
          Map.entry("tire", "-"),
          Map.entry("bindestrich", "-"),
          Map.entry("tiret", "-"),
          Map.entry("guion", "-"),
          Map.entry("trattino", "-"),
          Map.entry("underscore", "_"),
          Map.entry("plus", "+"),
          Map.entry("slash", "/"));

  private static final Map<String, String> DIGITS =
      Map.ofEntries(
          Map.entry("zero", "0"),
          Map.entry("oh", "0"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"));

  /** Words before a plain {@code at} that no mailbox is called, as in {@code look at that}. */
  private static final Set<String> NO_MAILBOX =
      Set.of(
          ("look looked looking us me it is are was were be found available visit meet see check"
               + " out here there live lives living hosted online work works worked working site"
               + " website store shop page and or them him her you we they good bad great not only"
               + " up stay time arrive arrived start starts mail email e reach contact")
              .split(" "));

  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_LABELS = 8;

  private final List<Word> words;
  private final List<Mark> marks = new ArrayList<>();

  private SpelledOut(List<Word> words) {
    this.words = words;
  }

  /** The marks in order of place, none overlapping. */
  static List<Mark> in(String text) {
    SpelledOut reading = new SpelledOut(Word.in(text));
    reading.addresses();
    reading.separatorsOfDigits();
    reading.digits();
    return reading.inOrder();
  }

  private List<Mark> inOrder() {
    marks.sort(Comparator.comparingInt(Mark::start));
    List<Mark> apart = new ArrayList<>(marks.size());
    int end = 0;
    for (Mark mark : marks) {
      if (mark.start() >= end) {
        apart.add(mark);
        end = mark.end();
      }
    }
    return apart;
  }

  private void addresses() {
    int from = 0;
    for (int i = 1; i + 1 < words.size(); i++) {
      Word at = words.get(i);
      boolean sign = at.is("@");
      if ((sign || AT.contains(at.lower())) && words.get(i - 1).isLabel()) {
        int end = address(i, from, sign || at.bracketed());
        from = Math.max(from, end);
      }
    }
  }

  /** Reads an address around an at sign; the index after it, or 0 if there is none. */
  private int address(int at, int from, boolean sure) {
    List<Mark> found = new ArrayList<>();
    boolean spelled = false;
    int last = at + 1;
    int labels = 1;
    if (!words.get(last).isLabel()) {
      return 0;
    }
    while (last + 2 < words.size() && labels < MOST_LABELS && words.get(last + 2).isLabel()) {
      Word mark = words.get(last + 1);
      boolean dot = DOT.contains(mark.lower());
      if (dot) {
        found.add(mark.plainly("."));
        spelled = true;
      } else if (SEPARATORS.getOrDefault(mark.lower(), "").equals("-")) {
        found.add(mark.plainly("-"));
      } else if (!(mark.is(".") || mark.is("-")) || mark.spaced()) {
        break;
      }
      labels++;
      last += 2;
    }
    boolean mailbox = !NO_MAILBOX.contains(words.get(at - 1).lower());
    if (labels < 2 || !(sure || spelled && mailbox) || !isTopLevel(words.get(last))) {
      return 0;
    }
    found.add(words.get(at).plainly("@"));
    int first = at - 1;
    while (first - 2 >= from && at - first < 2 * MOST_LABELS && words.get(first - 2).isLabel()) {
      Word mark = words.get(first - 1);
      String plain = DOT.contains(mark.lower()) ? "." : SEPARATORS.get(mark.lower());
      if (plain != null) {
        found.add(mark.plainly(plain));
      } else if (!(mark.is(".") || mark.is("-") || mark.is("_")) || mark.spaced()) {
        break;
      }
      first -= 2;
    }
    marks.addAll(found);
    return last + 1;
  }

  private static boolean isTopLevel(Word word) {
    return word.length() >= 2 && word.length() <= 12 && !Character.isDigit(word.lower().charAt(0));
  }

  private void separatorsOfDigits() {
    for (int i = 0; i + 1 < words.size(); i++) {
      Word word = words.get(i);
      boolean dot = DOT.contains(word.lower());
      String plain = dot ? "." : SEPARATORS.get(word.lower());
      if (plain == null || !words.get(i + 1).isNumber()) {
        continue;
      }
      if (plain.equals("+")) {
        marks.add(word.plainlyBefore("+"));
      } else if (i > 0 && words.get(i - 1).isNumber() && !plain.equals("_")) {
        marks.add(word.plainly(plain));
      }
    }
  }

  private void digits() {
    int i = 0;
    while (i < words.size()) {
      int end = i;
      int digits = 0;
      List<Mark> found = new ArrayList<>();
      while (end < words.size()) {
        Word word = words.get(end);
        String digit = DIGITS.get(word.lower());
        int times = word.is("double") ? 2 : word.is("triple") ? 3 : 0;
        Word after = end + 1 < words.size() ? words.get(end + 1) : word;
        if (times > 0 && DIGITS.containsKey(after.lower())) {
          String repeated = DIGITS.get(after.lower()).repeat(times);
          found.add(new Mark(word.start(), after.end(), repeated));
          digits += times;
          end += 2;
        } else if (digit != null) {
          found.add(new Mark(word.start(), word.end(), digit));
          digits++;
          end++;
        } else if (end > i && (word.is(",") || word.is("-"))) {
          found.add(new Mark(word.start(), word.end(), " "));
          end++;
        } else {
          break;
        }
      }
      if (digits >= FEWEST_DIGITS) {
        marks.addAll(closedUp(found));
      }
      i = Math.max(end, i + 1);
    }
  }

  /** Digits next to one another without the spaces between their words. */
  private static List<Mark> closedUp(List<Mark> found) {
    List<Mark> closed = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      Mark mark = found.get(i);
      boolean last = i + 1 == found.size();
      if (last && mark.plain().equals(" ")) {
        break;
      }
      closed.add(last ? mark : new Mark(mark.start(), found.get(i + 1).start(), mark.plain()));
    }
    return closed;
  }
}
