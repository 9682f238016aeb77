package dev.mneme.redaction.card;

/** The number ranges of ISO/IEC 7812 that brands issue cards from, with the lengths they use. */
enum Brand {
  VISA(4, 4, 13, 16, 19),
  MASTERCARD(51, 55, 16),
  MASTERCARD_2(2221, 2720, 16),
  AMERICAN_EXPRESS_34(34, 34, 15),
  AMERICAN_EXPRESS_37(37, 37, 15),
  DINERS_300(300, 305, 14, 16, 19),
  DINERS_3095(3095, 3095, 14, 16, 19),
  DINERS_36(36, 36, 14, 16, 19),
  DINERS_38(38, 39, 14, 16, 19),
  DISCOVER_6011(6011, 6011, 16, 19),
  DISCOVER_644(644, 649, 16, 19),
  DISCOVER_65(65, 65, 16, 19),
  JCB(3528, 3589, 16, 19),
  UNION_PAY(62, 62, 16, 17, 18, 19),
  UNION_PAY_81(81, 81, 16, 19),
  MAESTRO_50(50, 50, 12, 13, 15, 16, 18, 19),
  MAESTRO_56(56, 58, 12, 13, 15, 16, 18, 19),
  MAESTRO_6(63, 69, 12, 13, 15, 16, 18, 19),
  RUPAY(60, 60, 16),
  TROY(9792, 9792, 16),
  MIR(2200, 2204, 16, 17, 18, 19);

  private static final Brand[] BRANDS = values();

  private final int from;
  private final int to;
  private final int width;
  private final int[] lengths;

  Brand(int from, int to, int... lengths) {
    this.from = from;
    this.to = to;
    this.width = Integer.toString(from).length();
    this.lengths = lengths;
  }

  /** Whether some brand issues such a number, its check digit right (Luhn, ISO/IEC 7812-1). */
  static boolean issues(CharSequence digits) {
    for (Brand brand : BRANDS) {
      if (brand.holds(digits)) {
        return checksByLuhn(digits);
      }
    }
    return false;
  }

  private boolean holds(CharSequence digits) {
    int prefix = Integer.parseInt(digits, 0, width, 10);
    if (prefix < from || prefix > to) {
      return false;
    }
    for (int length : lengths) {
      if (length == digits.length()) {
        return true;
      }
    }
    return false;
  }

  private static boolean checksByLuhn(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : digit * 2;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10 == 0;
  }
}
