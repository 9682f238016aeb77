package dev.mneme.redaction;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A text after redaction.
 *
 * @param findings in order of place, as offsets into the text before redaction
 */
public record Redacted(String text, List<Finding> findings) {
  public Redacted {
    findings = List.copyOf(findings);
  }

  public Map<PiiType, Integer> counts() {
    Map<PiiType, Integer> counts = new EnumMap<>(PiiType.class);
    for (Finding finding : findings) {
      counts.merge(finding.type(), 1, Integer::sum);
    }
    return Collections.unmodifiableMap(counts);
  }
}
