package dev.mneme.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Features that are on for a share of the subjects; off for everybody until they are set. */
public enum CohortFeature {
  /** Memories of a subject form concepts. */
  CONCEPTS,
  /** Recalls ask concepts beside episodes. */
  BLENDED_RECALL,
  /** A concept that holds many episodes activates each of them less. */
  FAN_EFFECT;

  /** Its name in a setting. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Underscores are taken for hyphens: both are in use for names of features. */
  public static Optional<CohortFeature> labelled(String label) {
    String name = label.replace('_', '-');
    return Arrays.stream(values()).filter(feature -> feature.label().equals(name)).findFirst();
  }

  /** For whom it is on. */
  public FeatureShare share(Settings settings) {
    return settings.feature(label()).map(Setting.OfFeature::share).orElse(FeatureShare.OFF);
  }

  /** Whether it is on for a subject. */
  public boolean includes(Settings settings, String pseudonym) {
    return settings.feature(label()).map(set -> set.includes(pseudonym)).orElse(false);
  }
}
