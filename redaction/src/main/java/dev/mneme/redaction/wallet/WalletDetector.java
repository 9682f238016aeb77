package dev.mneme.redaction.wallet;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import java.util.ArrayList;
import java.util.List;

/** Tokens of an address's length whose checksum is right. */
public final class WalletDetector implements Detector {
  private static final int SHORTEST = 26;
  private static final int LONGEST = 90;

  @Override
  public PiiType type() {
    return PiiType.CRYPTO_WALLET;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.longestToken() >= SHORTEST;
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && isPart(text.charAt(end))) {
        end++;
      }
      if (end - i >= SHORTEST && end - i <= LONGEST && isWallet(text.substring(i, end))) {
        findings.add(new Finding(PiiType.CRYPTO_WALLET, i, end));
      }
      i = Math.max(end, i + 1);
    }
    return findings;
  }

  private static boolean isWallet(String token) {
    return Ethereum.isAddress(token) || Base58Check.isAddress(token) || Bech32.isAddress(token);
  }

  private static boolean isPart(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
