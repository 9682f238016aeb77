package dev.mneme.redaction.network;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import java.util.ArrayList;
import java.util.List;

/** What stands between {@code ://} and the at sign of a URL, if it holds a password. */
public final class UrlCredentialsDetector implements Detector {
  private static final int LONGEST = 512;

  @Override
  public PiiType type() {
    return PiiType.URL_CREDENTIALS;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.atSign() && profile.colons() >= 2;
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    int scheme = text.indexOf("://");
    while (scheme >= 0) {
      int start = scheme + 3;
      int at = userinfoEnd(text, start);
      int colon = at < 0 ? -1 : text.indexOf(':', start, at);
      if (colon >= 0 && colon + 1 < at) {
        findings.add(new Finding(PiiType.URL_CREDENTIALS, start, at));
      }
      scheme = text.indexOf("://", Math.max(start, at));
    }
    return findings;
  }

  /** The last at sign of the authority, since a careless password holds one itself; or -1. */
  private static int userinfoEnd(String text, int start) {
    int end = -1;
    for (int i = start; i < Math.min(text.length(), start + LONGEST); i++) {
      char c = text.charAt(i);
      if (c == '@') {
        end = i;
      } else if (Character.isWhitespace(c) || "/?#\"'<>[]".indexOf(c) >= 0) {
        break;
      }
    }
    return end;
  }
}
