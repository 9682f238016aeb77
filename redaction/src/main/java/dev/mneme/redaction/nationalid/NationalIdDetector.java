package dev.mneme.redaction.nationalid;

import dev.mneme.redaction.Detector;
import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Profile;
import dev.mneme.redaction.context.WordsBefore;
import java.util.ArrayList;
import java.util.List;

/** Reads a number of the scheme's length wherever a token begins. */
public final class NationalIdDetector implements Detector {
  private final Scheme scheme;

  NationalIdDetector(Scheme scheme) {
    this.scheme = scheme;
  }

  /** One for each scheme there is. */
  public static List<Detector> all() {
    return List.of(
        new NationalIdDetector(new ItalianFiscalCode()),
        new NationalIdDetector(new FrenchSocialSecurity()),
        new NationalIdDetector(new TurkishIdentity()),
        new NationalIdDetector(new GermanTax()),
        new NationalIdDetector(new SpanishIdentity()),
        new NationalIdDetector(new BritishInsurance()),
        new NationalIdDetector(new AmericanSocialSecurity()));
  }

  @Override
  public PiiType type() {
    return scheme.type();
  }

  @Override
  public boolean worthSearching(Profile profile) {
    return profile.digits() >= scheme.fewestDigits();
  }

  @Override
  public List<Finding> find(String text, String label) {
    List<Finding> findings = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int end = -1;
      if (scheme.mayBeginWith(text.charAt(i)) && Compact.startsApart(text, i)) {
        Compact number = Compact.read(text, i, scheme.length());
        if (number != null
            && scheme.isValid(number)
            && scheme.isPlausible(number, WordsBefore.of(text, label, i))) {
          findings.add(new Finding(scheme.type(), i, number.end()));
          end = number.end();
        }
      }
      i = Math.max(end, i + 1);
    }
    return findings;
  }
}
