package dev.mneme.redaction.email;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads outwards from each at sign. No character is read more than once in each direction, since an
 * at sign ends both parts.
 */
public final class EmailDetector implements Detector {
  private static final String LOCAL_MARKS = ".!#$%&'*+-_~^";
  private static final String NOT_AT_AN_EDGE = ".!#$&'*-~^";
  private static final int LONGEST_LABEL = 63;

  @Override
  public PiiType type() {
    return PiiType.EMAIL;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.atSign();
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      if (isAt(text.charAt(at))) {
        int end = domainEnd(text, at + 1);
        int start = end < 0 ? at : localStart(text, from, at);
        if (start < at && !isUserOfUrl(text, start)) {
          findings.add(new Finding(PiiType.EMAIL, start, end));
          from = end;
        }
      }
    }
    return findings;
  }

  /** {@code https://ada:secret@example.com}: what stands before the at sign opens a machine. */
  private static boolean isUserOfUrl(String text, int start) {
    if (start == 0 || ":@".indexOf(text.charAt(start - 1)) < 0) {
      return false;
    }
    int i = start - 1;
    while (i > 0 && i > start - LONGEST_LABEL && "/ \n\t".indexOf(text.charAt(i - 1)) < 0) {
      i--;
    }
    return i >= 3 && text.startsWith("://", i - 3);
  }

  private static boolean isAt(char c) {
    return c == '@' || c == '\uFF20';
  }

  private static int localStart(String text, int from, int at) {
    if (at > from && text.charAt(at - 1) == '"') {
      return quotedStart(text, from, at);
    }
    int start = at;
    while (start > from) {
      int c = text.codePointBefore(start);
      if (!isLetterOrDigit(c) && LOCAL_MARKS.indexOf(c) < 0) {
        break;
      }
      start -= Character.charCount(c);
    }
    while (start < at && NOT_AT_AN_EDGE.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return start;
  }

  /** {@code "ada lovelace"@example.com}; on one line. */
  private static int quotedStart(String text, int from, int at) {
    for (int i = at - 2; i >= from; i--) {
      char c = text.charAt(i);
      if (c == '"') {
        return i < at - 2 ? i : at;
      }
      if (c == '\n' || isAt(c)) {
        break;
      }
    }
    return at;
  }

  /** The end of a domain of two labels or more, the last of letters; -1 if there is none. */
  private static int domainEnd(String text, int start) {
    int end = -1;
    int label = start;
    while (true) {
      int stop = labelEnd(text, label);
      int topLevel = topLevelEnd(text, label, stop);
      if (label > start && topLevel > 0) {
        end = topLevel;
      }
      if (stop == label || stop >= text.length() || text.charAt(stop) != '.') {
        return end;
      }
      label = stop + 1;
    }
  }

  private static int labelEnd(String text, int start) {
    int end = start;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (!isLetterOrDigit(c) && c != '_' && (c != '-' || end == start)) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  /**
   * Where a label stops being a top-level domain: {@code com-Fax} is {@code com}; -1 if at once.
   */
  private static int topLevelEnd(String text, int start, int end) {
    if (text.startsWith("xn--", start)) {
      return end - start > 4 ? end : -1;
    }
    int i = start;
    while (i < end) {
      int c = text.codePointAt(i);
      if (c == '-' || c == '_') {
        break;
      }
      if (Character.isDigit(c)) {
        return -1;
      }
      i += Character.charCount(c);
    }
    return i - start >= 2 && i - start <= LONGEST_LABEL ? i : -1;
  }

  private static boolean isLetterOrDigit(int c) {
    return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
