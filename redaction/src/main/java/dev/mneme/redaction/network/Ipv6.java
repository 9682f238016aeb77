package dev.mneme.redaction.network;

/** Eight groups of up to four hexadecimal digits, of which one stretch of zeros may be left out. */
final class Ipv6 {
  private static final int GROUPS = 8;

  private Ipv6() {}

  /** Whether the text between two places is one, and no clock time or name of a program. */
  static boolean isOne(String text, int start, int end) {
    int groups = 0;
    int gap = -1;
    int digits = 0;
    int firstLength = 0;
    int at = start;
    while (at < end) {
      if (text.startsWith("::", at) && at + 2 <= end) {
        if (gap >= 0) {
          return false;
        }
        gap = groups;
        at += 2;
        continue;
      }
      if (groups > 0 && !(gap == groups)) {
        if (text.charAt(at) != ':') {
          return false;
        }
        at++;
      }
      int from = at;
      while (at < end && text.charAt(at) != ':' && text.charAt(at) != '.') {
        digits += text.charAt(at) <= '9' ? 1 : 0;
        at++;
      }
      if (at < end && text.charAt(at) == '.') {
        return groups > 0 && IpDetector.ipv4End(text, from) == end && fits(groups + 2, gap);
      }
      if (at == from || at - from > 4) {
        return false;
      }
      firstLength = groups == 0 ? at - from : firstLength;
      groups++;
    }
    boolean telling = gap == 0 || groups >= 3 || firstLength >= 3;
    return digits > 0 && groups > 0 && telling && fits(groups, gap);
  }

  private static boolean fits(int groups, int gap) {
    return gap < 0 ? groups == GROUPS : groups < GROUPS;
  }
}
