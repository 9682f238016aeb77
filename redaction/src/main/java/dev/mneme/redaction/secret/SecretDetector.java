package dev.mneme.redaction.secret;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import dev.mneme.redaction.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Private-key blocks, tokens known by their beginning, and values after words such as password. */
public final class SecretDetector implements Detector {
  private static final int SHORTEST = 16;

  @Override
  public PiiType type() {
    return PiiType.SECRET;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.announces(Signal.CREDENTIAL) || profile.longestToken() >= SHORTEST;
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> found = new ArrayList<>();
    KeyBlocks.find(text, found);
    KnownTokens.find(text, found);
    NamedSecrets.find(text, label, found);
    return apart(found);
  }

  private static List<Finding> apart(List<Finding> found) {
    if (found.size() < 2) {
      return found;
    }
    found.sort(
        Comparator.comparingInt(Finding::start)
            .thenComparing(Comparator.comparingInt(Finding::end).reversed()));
    List<Finding> apart = new ArrayList<>(found.size());
    Finding last = found.getFirst();
    for (Finding finding : found) {
      if (finding.start() < last.end()) {
        last = new Finding(PiiType.SECRET, last.start(), Math.max(last.end(), finding.end()));
      } else {
        apart.add(last);
        last = finding;
      }
    }
    apart.add(last);
    return apart;
  }
}
