package dev.mneme.redaction.phone;

/** Groups of digits that are something else: dates, addresses of machines, cards, book numbers. */
final class Lookalikes {
  private Lookalikes() {}

  /** Whether the groups from first to last are written as something that is no telephone number. */
  static boolean isOne(DigitRun run, int first, int last) {
    String digits = run.digits(first, last);
    return startsWithDate(run, first, last)
        || isYears(run, first, last)
        || isMachineAddress(run, first, last)
        || isDecimal(run, first, last)
        || isSocialSecurity(run, first, last)
        || isBook(digits)
        || isCard(run, first, last, digits)
        || (first == last && isCompactDate(digits));
  }

  /** 2025-11-20, 20.11.2025, 11/20/2025, whatever follows. */
  private static boolean startsWithDate(DigitRun run, int first, int last) {
    if (last - first < 2) {
      return false;
    }
    boolean yearFirst = run.length(first) == 4 && isPart(run, first + 1) && isPart(run, first + 2);
    boolean yearLast = isPart(run, first) && isPart(run, first + 1) && run.length(first + 2) == 4;
    if (!yearFirst && !yearLast) {
      return false;
    }
    int a = number(run, first);
    int b = number(run, first + 1);
    int c = number(run, first + 2);
    return yearFirst ? isYear(a) && isDayAndMonth(b, c) : isYear(c) && isDayAndMonth(a, b);
  }

  private static boolean isPart(DigitRun run, int group) {
    return run.length(group) <= 2;
  }

  private static boolean isDayAndMonth(int a, int b) {
    return a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
  }

  private static boolean isYear(int year) {
    return year >= 1900 && year < 2100;
  }

  /** 2019-2020. */
  private static boolean isYears(DigitRun run, int first, int last) {
    return last - first == 1
        && run.length(first) == 4
        && run.length(last) == 4
        && isYear(number(run, first))
        && isYear(number(run, last));
  }

  /** 192.168.100.12 and versions of four parts. */
  private static boolean isMachineAddress(DigitRun run, int first, int last) {
    if (last - first != 3) {
      return false;
    }
    for (int group = first; group <= last; group++) {
      boolean dotted = group == last || run.gapAfter(group).equals(".");
      if (!dotted || run.length(group) > 3 || number(run, group) > 255) {
        return false;
      }
    }
    return true;
  }

  /** 40.712776. */
  private static boolean isDecimal(DigitRun run, int first, int last) {
    return last - first == 1 && run.gapAfter(first).equals(".");
  }

  private static boolean isSocialSecurity(DigitRun run, int first, int last) {
    return last - first == 2
        && run.length(first) == 3
        && run.length(first + 1) == 2
        && run.length(last) == 4;
  }

  /** ISBN-13: 978 or 979 and a right check digit. */
  private static boolean isBook(String digits) {
    if (digits.length() != 13 || !(digits.startsWith("978") || digits.startsWith("979"))) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 13; i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0;
  }

  /** 13 to 15 digits in one group, in fours or 4-6-5, with a right check digit. */
  private static boolean isCard(DigitRun run, int first, int last, String digits) {
    boolean grouped = last - first == 2 && run.length(first) == 4 && run.length(first + 1) == 6;
    return digits.length() >= 13 && (first == last || grouped) && checksByLuhn(digits);
  }

  /**
   * The group after a payment card or bank account number that begins with this group; this group
   * if none does.
   */
  static int endOfAccount(DigitRun run, int first) {
    int end = first + 1;
    boolean bank = first == 0 && isCountryAndCheckDigits(run);
    while (end < run.groups() && run.length(end) == 4) {
      end++;
      if (!bank && end - first == 4) {
        break;
      }
    }
    if (bank) {
      return end - first < 4 ? first : Math.min(run.groups(), end + 1);
    }
    boolean card = end - first == 4 && run.length(first) == 4;
    return card && checksByLuhn(run.digits(first, end - 1)) ? end : first;
  }

  /** DE89 at the beginning of an IBAN. */
  private static boolean isCountryAndCheckDigits(DigitRun run) {
    int start = run.starts()[0];
    return run.length(0) == 2
        && start >= 2
        && isCapital(run.text().charAt(start - 1))
        && isCapital(run.text().charAt(start - 2))
        && (start == 2 || !Character.isLetterOrDigit(run.text().charAt(start - 3)));
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean checksByLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : digit * 2;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  /** 20251120, 20251120081530. */
  private static boolean isCompactDate(String digits) {
    int length = digits.length();
    return (length == 8 || length == 12 || length == 14)
        && isYear(Integer.parseInt(digits.substring(0, 4)))
        && isDayAndMonth(
            Integer.parseInt(digits.substring(4, 6)), Integer.parseInt(digits.substring(6, 8)));
  }

  private static int number(DigitRun run, int group) {
    return run.value(group);
  }
}
