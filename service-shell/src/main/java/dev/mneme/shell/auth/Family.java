package dev.mneme.shell.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose memories: of one person, of a group, of everybody. */
public enum Family {
  PERSONAL,
  COHORT,
  POPULATION;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Family> labelled(String label) {
    return Arrays.stream(values()).filter(family -> family.label().equals(label)).findFirst();
  }
}
