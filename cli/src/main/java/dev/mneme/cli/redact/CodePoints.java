package dev.mneme.cli.redact;

/** Offsets as other languages count them: in code points, where Java counts UTF-16 units. */
final class CodePoints {

  private CodePoints() {}

  static int before(String text, int index) {
    return text.codePointCount(0, index);
  }

  /**
   * @throws IllegalArgumentException when the text has fewer code points
   */
  static int index(String text, int codePoints) {
    try {
      return text.offsetByCodePoints(0, codePoints);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("an offset lies outside the text", e);
    }
  }
}
