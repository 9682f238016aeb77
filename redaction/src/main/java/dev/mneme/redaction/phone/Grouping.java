package dev.mneme.redaction.phone;

import java.util.List;

/** How the groups of a number written without country code look. */
final class Grouping {
  /** Ways of writing numbers without a leading zero, and where they are written so. */
  private record Custom(List<Integer> lengths, List<String> regions) {}

  private static final List<Custom> CUSTOMS =
      List.of(
          new Custom(List.of(3, 3, 4), List.of("US", "TR", "IT")),
          new Custom(List.of(3, 3, 2, 2), List.of("TR", "RU")),
          new Custom(List.of(3, 2, 2, 2), List.of("ES")),
          new Custom(List.of(2, 3, 2, 2), List.of("ES")),
          new Custom(List.of(3, 4, 4), List.of("CN")),
          new Custom(List.of(5, 5), List.of("IN")),
          new Custom(List.of(2, 5, 4), List.of("BR")),
          new Custom(List.of(3, 7), List.of("US", "TR", "IT")));

  private static final int MOST_GROUPS =
      CUSTOMS.stream().mapToInt(custom -> custom.lengths().size()).max().orElseThrow();

  private Grouping() {}

  /** Where a number in these groups may belong to; a trunk digit in front does not count. */
  static List<String> regions(DigitRun run, int first, int last) {
    int area = afterTrunk(run, first, last);
    if (last - area >= MOST_GROUPS) {
      return List.of();
    }
    for (Custom custom : CUSTOMS) {
      if (matches(run, area, last, custom.lengths())) {
        return custom.regions();
      }
    }
    return List.of();
  }

  /** The first group that is not a trunk digit standing alone, as in 1 415 or 8 (495). */
  static int afterTrunk(DigitRun run, int first, int last) {
    boolean trunk =
        first < last && run.length(first) == 1 && "0178".indexOf(run.firstDigit(first)) >= 0;
    return trunk ? first + 1 : first;
  }

  /** 415-555-2671, 415.555.2671, 1-415-555-2671: no spaces, so that no list of numbers is meant. */
  static boolean isNorthAmerican(DigitRun run, int first, int last) {
    boolean withOne = last - first == 3 && run.length(first) == 1 && run.firstDigit(first) == '1';
    int area = withOne ? first + 1 : first;
    if (!matches(run, area, last, List.of(3, 3, 4))) {
      return false;
    }
    for (int group = first; group < last; group++) {
      if (run.spaceAfter(group) && run.gapAfter(group).length() == 1) {
        return false;
      }
    }
    return true;
  }

  /** 12 345 678 or 1.234.567: read as one large number, unless the words say otherwise. */
  static boolean isThousands(DigitRun run, int first, int last) {
    if (run.length(first) > 3 || run.firstDigit(first) == '0') {
      return false;
    }
    String gap = run.gapAfter(first);
    if (!gap.equals(" ") && !gap.equals(".") && !gap.equals("\u00A0") && !gap.equals("\u202F")) {
      return false;
    }
    for (int group = first + 1; group <= last; group++) {
      if (run.length(group) != 3 || (group < last && !run.gapAfter(group).equals(gap))) {
        return false;
      }
    }
    return true;
  }

  /** Trunk zero and area code, then groups of two digits or more; five if all are pairs. */
  static boolean isNationalWithZero(DigitRun run, int first, int last) {
    int digits = 0;
    boolean pairs = true;
    for (int group = first; group <= last; group++) {
      if (isSwitchboard(run, first, last, group)) {
        digits++;
        continue;
      }
      if (run.length(group) < 2 || run.length(group) > 8) {
        return false;
      }
      digits += run.length(group);
      pairs &= run.length(group) == 2;
    }
    if (pairs && last - first != 4) {
      return false;
    }
    String area = run.digits(first, first);
    return digits >= 9
        && digits <= 12
        && area.charAt(0) == '0'
        && area.charAt(1) != '0'
        && area.length() <= 5;
  }

  /** Only a trunk prefix stands alone: 0 532 ..., 1 415 ..., 8 495 .... */
  static boolean hasStrayDigits(DigitRun run, int first, int last) {
    for (int group = first; group <= last; group++) {
      boolean stray = run.length(group) == 1 && group >= afterTrunk(run, first, last);
      if (stray && !isSwitchboard(run, first, last, group)) {
        return true;
      }
    }
    return false;
  }

  /** The last zero of 0221 4710-0, which everybody of a house shares. */
  private static boolean isSwitchboard(DigitRun run, int first, int last, int group) {
    return group == last
        && last > first
        && run.length(last) == 1
        && run.firstDigit(last) == '0'
        && run.firstDigit(first) == '0'
        && run.gapAfter(last - 1).equals("-");
  }

  private static boolean matches(DigitRun run, int first, int last, List<Integer> lengths) {
    if (last - first + 1 != lengths.size()) {
      return false;
    }
    for (int i = 0; i < lengths.size(); i++) {
      if (run.length(first + i) != lengths.get(i)) {
        return false;
      }
    }
    return true;
  }
}
