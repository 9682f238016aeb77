package dev.mneme.redaction.network;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import java.util.ArrayList;
import java.util.List;

/** Six pairs of hexadecimal digits between colons or hyphens, or three fours between dots. */
public final class MacDetector implements Detector {

  @Override
  public PiiType type() {
    return PiiType.MAC_ADDRESS;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.colons() >= 5 || profile.hyphens() >= 5 || profile.longestToken() >= 14;
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    int i = 0;
    while (i + 14 <= text.length()) {
      int end = -1;
      if (isHex(text, i) && (i == 0 || !isJoined(text.charAt(i - 1)))) {
        end = end(text, i, 2, 6, ":-");
        end = end < 0 ? end(text, i, 4, 3, ".") : end;
      }
      if (end > 0) {
        findings.add(new Finding(PiiType.MAC_ADDRESS, i, end));
      }
      i = Math.max(i + 1, end);
    }
    return findings;
  }

  private static int end(String text, int start, int width, int groups, String marks) {
    int length = groups * (width + 1) - 1;
    if (start + length > text.length()) {
      return -1;
    }
    char mark = text.charAt(start + width);
    if (marks.indexOf(mark) < 0) {
      return -1;
    }
    boolean digit = false;
    for (int i = 0; i < length; i++) {
      boolean between = i % (width + 1) == width;
      if (between ? text.charAt(start + i) != mark : !isHex(text, start + i)) {
        return -1;
      }
      digit |= Character.isDigit(text.charAt(start + i));
    }
    int end = start + length;
    boolean apart = end == text.length() || !isJoined(text.charAt(end)) || isStop(text, end);
    return digit && apart ? end : -1;
  }

  private static boolean isJoined(char c) {
    return Character.isLetterOrDigit(c) || c == ':' || c == '-' || c == '.';
  }

  /** A mark that ends a sentence rather than joins. */
  private static boolean isStop(String text, int at) {
    boolean mark = ".:-".indexOf(text.charAt(at)) >= 0;
    return mark && (at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1)));
  }

  private static boolean isHex(String text, int at) {
    char c = text.charAt(at);
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }
}
