package dev.mneme.redaction.iban;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads as many letters and digits as the country's accounts have, wherever a token begins with a
 * country and two check digits. Lengths are those of the SWIFT IBAN registry.
 */
public final class IbanDetector implements Detector {
  private static final Map<String, Integer> LENGTHS = new HashMap<>();

  static {
    String registry =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27"
            + " DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28"
            + " HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21"
            + " LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29"
            + " PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23"
            + " TN24 TR26 UA29 VA22 VG24 XK20 YE30";
    for (String entry : registry.split(" ")) {
      LENGTHS.put(entry.substring(0, 2), Integer.parseInt(entry.substring(2)));
    }
  }

  @Override
  public PiiType type() {
    return PiiType.IBAN;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.digits() >= 9;
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    int i = 0;
    while (i + 3 < text.length()) {
      int end = begins(text, i) ? end(text, i) : -1;
      if (end > 0) {
        findings.add(new Finding(PiiType.IBAN, i, end));
      }
      i = Math.max(i + 1, end);
    }
    return findings;
  }

  private static boolean begins(String text, int at) {
    if (!isLetter(text.charAt(at)) || !isLetter(text.charAt(at + 1))) {
      return false;
    }
    int digit = skip(text, at + 2);
    return digit + 1 < text.length()
        && isDigit(text.charAt(digit))
        && isDigit(text.charAt(digit + 1))
        && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
  }

  private static int end(String text, int start) {
    String country = text.substring(start, start + 2).toUpperCase(Locale.ROOT);
    int length = LENGTHS.getOrDefault(country, 0);
    StringBuilder account = new StringBuilder(34);
    int at = start;
    while (account.length() < length && at < text.length()) {
      char c = text.charAt(at);
      if (isLetter(c) || isDigit(c)) {
        account.append(Character.toUpperCase(c));
        at++;
      } else if (skip(text, at) > at) {
        at = skip(text, at);
      } else {
        return -1;
      }
    }
    boolean whole = at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    return length > 0 && account.length() == length && whole && remainder(account) == 1 ? at : -1;
  }

  /** After the one mark that may stand between two groups. */
  private static int skip(String text, int at) {
    return at < text.length() && " -.\n".indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
  }

  /** ISO 7064 MOD 97-10 over the account with its first four characters moved to the end. */
  private static int remainder(StringBuilder account) {
    int remainder = 0;
    for (int i = 0; i < account.length(); i++) {
      int value = Character.digit(account.charAt((i + 4) % account.length()), 36);
      remainder = (value > 9 ? remainder * 100 + value : remainder * 10 + value) % 97;
    }
    return remainder;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
