package dev.mneme.redaction;

/**
 * Personal data of one type at a place of a text. It never carries the text itself, so that it can
 * be counted, logged and stored.
 *
 * @param start index of the first UTF-16 unit
 * @param end index after the last UTF-16 unit; never between the halves of a surrogate pair
 */
public record Finding(PiiType type, int start, int end) {
  public Finding {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("not a span: " + start + ".." + end);
    }
  }

  public int length() {
    return end - start;
  }
}
