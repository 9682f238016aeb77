package dev.mneme.redaction;

import dev.mneme.redaction.canonical.Canonical;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes personal data out of texts by a policy. Redacting a redacted text changes nothing; a
 * placeholder that stands in a text already is left alone.
 */
public final class Redactor {
  /**
   * A placeholder can make its neighbour readable as what it is, so a text is read again until
   * nothing is found. Two passes are the rule; the bound keeps the whole linear.
   */
  private static final int MOST_PASSES = 16;

  private static final Comparator<Finding> BY_PLACE = Comparator.comparingInt(Finding::start);

  private final Policy policy;
  private final List<Detector> detectors;
  private final Optional<RedactionKey> key;

  public Redactor(Policy policy, List<Detector> detectors) {
    this(policy, detectors, Optional.empty());
  }

  private Redactor(Policy policy, List<Detector> detectors, Optional<RedactionKey> key) {
    policy
        .operators()
        .forEach(
            (type, operator) -> {
              if (operator.needsKey() && key.isEmpty()) {
                throw new IllegalArgumentException(
                    "redaction policy " + policy.version() + " needs a key for " + type);
              }
            });
    this.policy = policy;
    this.detectors =
        detectors.stream().filter(d -> policy.operators().containsKey(d.type())).toList();
    this.key = key;
  }

  /** With every detector there is. A policy that hashes or seals needs a key. */
  public static Redactor of(Policy policy) {
    return new Redactor(policy, Detectors.all());
  }

  /** With every detector there is. */
  public static Redactor of(Policy policy, RedactionKey key) {
    return new Redactor(policy, Detectors.all(), Optional.of(key));
  }

  public Policy policy() {
    return policy;
  }

  /** How many placeholders of each type a text holds, whoever put them there. */
  public static Map<PiiType, Integer> placeholdersIn(String text) {
    return new Redacted(text, Placeholders.in(text)).counts();
  }

  public Redacted redact(String text) {
    return redact(text, "");
  }

  /**
   * @param label what the text is known to be, for instance the metadata key it stands under; helps
   *     to tell a telephone number from an order number
   */
  public Redacted redact(String text, String label) {
    List<Finding> found = find(text, label);
    if (found.isEmpty()) {
      return new Redacted(text, found);
    }
    List<Finding> findings = new ArrayList<>();
    Draft draft = Draft.of(text);
    for (int pass = 0; pass < MOST_PASSES && !found.isEmpty(); pass++) {
      List<Draft.Edit> edits = new ArrayList<>(found.size());
      for (Finding finding : draft.toOriginal(found)) {
        Operator operator = policy.operators().get(finding.type());
        if (operator instanceof Operator.Keep) {
          if (pass == 0) {
            findings.add(finding);
          }
        } else if (operator != null) {
          edits.add(new Draft.Edit(finding, by(finding.type(), operator, draft.original(finding))));
        }
      }
      if (edits.isEmpty()) {
        break;
      }
      draft = draft.with(edits);
      found = find(draft.text(), label);
    }
    findings.addAll(draft.findings());
    findings.sort(BY_PLACE);
    return new Redacted(draft.text(), findings);
  }

  private String by(PiiType type, Operator operator, String original) {
    return switch (operator) {
      case Operator.Replace _ -> type.placeholder();
      case Operator.Mask mask -> Placeholders.masked(type, original, mask.shown());
      case Operator.Hash _ ->
          "[" + type + Placeholders.HASH + key.orElseThrow().hash(type, original) + "]";
      case Operator.Token _ ->
          "[" + type + Placeholders.TOKEN + key.orElseThrow().seal(type, original) + "]";
      case Operator.Keep _ -> original;
    };
  }

  /** What stands in a text, as offsets into it, without overlaps and in order of place. */
  private List<Finding> find(String text, String label) {
    Profile profile = Profile.of(text);
    if (!Canonical.isNeeded(profile)) {
      List<Finding> found = findPlain(text, label, profile);
      return found.isEmpty() ? found : Overlaps.resolve(found, Placeholders.in(text));
    }
    Canonical canonical = Canonical.of(text);
    List<Finding> plain = findPlain(canonical.text(), label, Profile.of(canonical.text()));
    List<Finding> found = new ArrayList<>(plain.size());
    plain.forEach(finding -> found.add(canonical.toOriginal(finding)));
    return found.isEmpty() ? found : Overlaps.resolve(found, Placeholders.in(text));
  }

  private List<Finding> findPlain(String text, String label, Profile profile) {
    Profile labelled = profile.under(label);
    List<Finding> found = new ArrayList<>();
    for (Detector detector : detectors) {
      if (detector.worthSearching(labelled)) {
        found.addAll(detector.find(text, label));
      }
    }
    return found;
  }
}
