package dev.mneme.redaction.secret;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import java.util.List;

/** Tokens whose issuer gave them a beginning to be known by. */
final class KnownTokens {
  /** A beginning, and how many characters must follow it at least. */
  private record Prefix(String text, int rest) {}

  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("sk-", 20),
          new Prefix("sk_live_", 10),
          new Prefix("sk_test_", 10),
          new Prefix("pk_live_", 10),
          new Prefix("pk_test_", 10),
          new Prefix("rk_live_", 10),
          new Prefix("rk_test_", 10),
          new Prefix("whsec_", 16),
          new Prefix("ghp_", 20),
          new Prefix("gho_", 20),
          new Prefix("ghu_", 20),
          new Prefix("ghs_", 20),
          new Prefix("ghr_", 20),
          new Prefix("github_pat_", 20),
          new Prefix("glpat-", 16),
          new Prefix("gldt-", 16),
          new Prefix("xoxb-", 10),
          new Prefix("xoxp-", 10),
          new Prefix("xoxa-", 10),
          new Prefix("xoxs-", 10),
          new Prefix("xapp-", 10),
          new Prefix("AKIA", 16),
          new Prefix("ASIA", 16),
          new Prefix("AIza", 30),
          new Prefix("ya29.", 16),
          new Prefix("GOCSPX-", 16),
          new Prefix("SG.", 30),
          new Prefix("npm_", 24),
          new Prefix("pypi-", 24),
          new Prefix("hf_", 20),
          new Prefix("gsk_", 20),
          new Prefix("xai-", 20),
          new Prefix("r8_", 20),
          new Prefix("dop_v1_", 20),
          new Prefix("shpat_", 16),
          new Prefix("shpss_", 16),
          new Prefix("sq0atp-", 16),
          new Prefix("sq0csp-", 16),
          new Prefix("dckr_pat_", 16),
          new Prefix("hvs.", 16),
          new Prefix("lin_api_", 16),
          new Prefix("figd_", 16),
          new Prefix("NRAK-", 16),
          new Prefix("AGE-SECRET-KEY-1", 30),
          new Prefix("EAACEdEose0cBA", 10));

  /** By their first character. */
  private static final Prefix[][] BY_INITIAL = byInitial();

  private static final boolean[] INITIALS = initials();

  private static final int SHORTEST_JWT = 30;

  private KnownTokens() {}

  private static Prefix[][] byInitial() {
    Prefix[][] byInitial = new Prefix[128][];
    for (char c = 0; c < 128; c++) {
      char initial = c;
      byInitial[c] =
          PREFIXES.stream().filter(p -> p.text().charAt(0) == initial).toArray(Prefix[]::new);
    }
    return byInitial;
  }

  private static boolean[] initials() {
    boolean[] initials = new boolean[128];
    PREFIXES.forEach(prefix -> initials[prefix.text().charAt(0)] = true);
    initials['e'] = true;
    return initials;
  }

  static void find(String text, List<Finding> found) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean begins = c < 0x80 && INITIALS[c] && (i == 0 || !isPart(text.charAt(i - 1)));
      int end = begins ? end(text, i) : -1;
      if (end > 0) {
        found.add(new Finding(PiiType.SECRET, i, end));
        i = end;
      } else {
        i++;
      }
    }
  }

  private static int end(String text, int start) {
    if (text.startsWith("eyJ", start)) {
      return jwtEnd(text, start);
    }
    for (Prefix prefix : BY_INITIAL[text.charAt(start)]) {
      if (text.startsWith(prefix.text(), start)) {
        int from = start + prefix.text().length();
        int end = dotted(prefix) ? dottedEnd(text, from) : runEnd(text, from);
        return end - from >= prefix.rest() && hasDigit(text, start, end) ? end : -1;
      }
    }
    return -1;
  }

  private static boolean dotted(Prefix prefix) {
    return prefix.text().endsWith(".");
  }

  /** Three parts in base64url, the first two of them JSON objects (RFC 7519). */
  private static int jwtEnd(String text, int start) {
    int header = runEnd(text, start);
    if (!text.startsWith(".eyJ", header)) {
      return -1;
    }
    int payload = runEnd(text, header + 1);
    int end =
        payload < text.length() && text.charAt(payload) == '.'
            ? runEnd(text, payload + 1)
            : payload;
    return end - start >= SHORTEST_JWT ? end : -1;
  }

  private static int dottedEnd(String text, int start) {
    int end = runEnd(text, start);
    while (end + 1 < text.length() && text.charAt(end) == '.' && isPart(text.charAt(end + 1))) {
      end = runEnd(text, end + 1);
    }
    return end;
  }

  private static int runEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean hasDigit(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPart(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || c == '_'
        || c == '-';
  }
}
