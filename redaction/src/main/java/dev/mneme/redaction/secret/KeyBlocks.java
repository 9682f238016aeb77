package dev.mneme.redaction.secret;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import java.util.List;

/** {@code -----BEGIN … PRIVATE KEY-----} to its end; without an end, all that follows it. */
final class KeyBlocks {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final int LONGEST_TITLE = 48;

  private KeyBlocks() {}

  static void find(String text, List<Finding> found) {
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int title = text.indexOf("-----", begin + BEGIN.length());
      if (title < 0) {
        return;
      }
      int next = begin + BEGIN.length();
      boolean near = title - begin <= LONGEST_TITLE;
      if (near && text.substring(begin, title).contains("PRIVATE KEY")) {
        next = end(text, title);
        found.add(new Finding(PiiType.SECRET, begin, next));
      }
      begin = text.indexOf(BEGIN, next);
    }
  }

  private static int end(String text, int title) {
    int end = text.indexOf(END, title);
    int close = end < 0 ? -1 : text.indexOf("-----", end + END.length());
    return close < 0 || close - end > LONGEST_TITLE ? text.length() : close + 5;
  }
}
