package dev.mneme.redaction.phone;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at every stretch of up to eight neighbouring groups of digits. Among stretches that overlap
 * the surest wins, then the longest, so that {@code suite 5 415-555-2671} loses its number only.
 *
 * <p>Linear, but for sorting what was found: each group begins at most eight stretches, and what is
 * asked of a stretch is bounded by its length.
 */
public final class PhoneDetector implements Detector {
  private static final int FEWEST_DIGITS = 7;

  private final NumberingPlans plans;

  public PhoneDetector() {
    this(new NumberingPlans());
  }

  PhoneDetector(NumberingPlans plans) {
    this.plans = plans;
  }

  @Override
  public PiiType type() {
    return PiiType.PHONE;
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.digits() >= FEWEST_DIGITS;
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    Search search = new Search(new Lookups(plans), label);
    for (DigitRun run : DigitRun.in(text)) {
      search.findIn(run, findings);
    }
    return findings;
  }
}
