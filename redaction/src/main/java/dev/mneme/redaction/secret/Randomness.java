package dev.mneme.redaction.secret;

/** Tells what a machine or a careful person made up from what is written in a language. */
final class Randomness {
  private static final double LEAST_BITS = 3.0;

  private Randomness() {}

  /** Letters and digits, varied, and not just words and numbers between hyphens. */
  static boolean isRandom(String value) {
    int digits = 0;
    int letters = 0;
    int changes = 0;
    int before = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int kind = kind(c);
      digits += kind == 1 ? 1 : 0;
      letters += kind >= 2 ? 1 : 0;
      changes += kind != before && kind != 0 && before != 0 ? 1 : 0;
      before = kind;
    }
    boolean longLetters = value.length() >= 20 && changes >= 5;
    return letters > 0
        && (digits > 0 || longLetters)
        && changes >= 2
        && bitsPerCharacter(value) >= LEAST_BITS;
  }

  private static int kind(char c) {
    if (Character.isDigit(c)) {
      return 1;
    }
    return Character.isUpperCase(c) ? 3 : Character.isLetter(c) ? 2 : 0;
  }

  /**
   * Holds a digit or a mark beside its letters, or, where it is assigned, mixes capitals in; a
   * number alone is a secret only where it is assigned.
   */
  static boolean isUnlikeAWord(String value, boolean assigned) {
    boolean letter = false;
    boolean digit = false;
    boolean mark = false;
    boolean innerCapital = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      letter |= Character.isLetter(c);
      digit |= Character.isDigit(c);
      mark |= !Character.isLetterOrDigit(c) && c != '-' && c != '_' && c != '.' && c != '/';
      innerCapital |= i > 0 && Character.isUpperCase(c) && letter;
    }
    boolean shaped = digit && (letter || mark || assigned);
    return shaped || (mark && letter) || (assigned && innerCapital && letter);
  }

  static boolean areDigits(String value) {
    return value.chars().allMatch(Character::isDigit);
  }

  /** Letters with digits or strange marks among them, as nobody writes a word. */
  static boolean isMadeUp(String value) {
    boolean letter = value.chars().anyMatch(Character::isLetter);
    boolean digit = value.chars().anyMatch(Character::isDigit);
    boolean strange = value.chars().anyMatch(c -> "!#$%^&*+=@".indexOf(c) >= 0);
    boolean version =
        value.charAt(0) == 'v' && value.chars().skip(1).noneMatch(Character::isLetter);
    return letter && (digit || strange) && !version && value.indexOf('-') < 0;
  }

  /** Shannon's entropy over the characters of the value itself. */
  private static double bitsPerCharacter(String value) {
    int[] counts = new int[128];
    int others = 0;
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < 128) {
        counts[value.charAt(i)]++;
      } else {
        others++;
      }
    }
    double bits = term(others, value.length());
    for (int count : counts) {
      bits += term(count, value.length());
    }
    return bits;
  }

  private static double term(int count, int length) {
    if (count == 0) {
      return 0;
    }
    double share = (double) count / length;
    return -share * Math.log(share) / Math.log(2);
  }
}
