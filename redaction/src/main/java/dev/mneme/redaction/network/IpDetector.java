package dev.mneme.redaction.network;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import dev.mneme.redaction.context.WordsBefore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** IPv4 in four decimal parts and IPv6 in the forms of RFC 4291. A port or prefix length stays. */
public final class IpDetector implements Detector {
  private static final int LONGEST = 45;

  /** Four numbers after one of these are a version or a place in a document. */
  private static final Set<String> VERSION_WORDS =
      Set.of(
          ("version versions ver v release releases build builds firmware revision rev chapter"
                  + " section sections figure table clause paragraph appendix kernel driver patch"
                  + " upgrade upgraded update updated sürüm sürümü versiyon versión versione"
                  + " windows ios android chrome firefox sdk jdk plugin package library artifact")
              .split(" "));

  @Override
  public PiiType type() {
    return PiiType.IP_ADDRESS;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.dottedDigits() >= 3 || profile.colons() >= 2;
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      if (!isPart(text.charAt(i))) {
        i++;
        continue;
      }
      int end = i + 1;
      while (end < text.length() && isPart(text.charAt(end))) {
        end++;
      }
      if (end - i <= LONGEST + 2 && startsApart(text, i)) {
        addFrom(text, label, i, end, findings);
      }
      i = end;
    }
    return findings;
  }

  private static boolean startsApart(String text, int start) {
    return start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1));
  }

  private static void addFrom(
      String text, String label, int start, int run, List<Finding> findings) {
    boolean cut = run < text.length() && Character.isLetterOrDigit(text.charAt(run));
    int end = run;
    while (end > start && isMark(text.charAt(end - 1)) && !text.startsWith("::", end - 2)) {
      end--;
    }
    if (!cut && Ipv6.isOne(text, start, end)) {
      findings.add(new Finding(PiiType.IP_ADDRESS, start, zoneEnd(text, end)));
      return;
    }
    int from = start;
    while (from < end && isMark(text.charAt(from))) {
      from++;
    }
    int stop = ipv4End(text, from);
    boolean whole = stop > 0 && (stop == end ? !cut : text.charAt(stop) == ':');
    if (whole && !isVersion(text, label, from)) {
      findings.add(new Finding(PiiType.IP_ADDRESS, from, stop));
    }
  }

  private static boolean isVersion(String text, String label, int start) {
    return (start > 0 && "vV=~^<>".indexOf(text.charAt(start - 1)) >= 0 && isPinned(text, start))
        || WordsBefore.of(text, label, start).hasAmong(2, VERSION_WORDS);
  }

  /** {@code ==1.2.3.4}, {@code ^1.2.3.4}: a requirement; but {@code ip=1.2.3.4} is none. */
  private static boolean isPinned(String text, int start) {
    char before = text.charAt(start - 1);
    return before != '=' || (start > 1 && "=~<>!".indexOf(text.charAt(start - 2)) >= 0);
  }

  /** The end of four numbers up to 255, written without leading zeros, or -1. */
  static int ipv4End(String text, int start) {
    int at = start;
    for (int part = 0; part < 4; part++) {
      int from = at;
      int value = 0;
      while (at < text.length() && at < from + 4 && isDigit(text.charAt(at))) {
        value = value * 10 + text.charAt(at++) - '0';
      }
      boolean padded = at - from > 1 && text.charAt(from) == '0';
      if (at == from || value > 255 || padded) {
        return -1;
      }
      if (part < 3 && (at >= text.length() || text.charAt(at++) != '.')) {
        return -1;
      }
    }
    boolean longer =
        at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1));
    return longer ? -1 : at;
  }

  /** {@code fe80::1%eth0}. */
  private static int zoneEnd(String text, int end) {
    int at = end;
    if (at + 1 < text.length() && text.charAt(at) == '%') {
      at++;
      while (at < text.length() && at < end + 16 && Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
    }
    return at > end + 1 ? at : end;
  }

  private static boolean isPart(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || isMark(c);
  }

  private static boolean isMark(char c) {
    return c == ':' || c == '.';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
