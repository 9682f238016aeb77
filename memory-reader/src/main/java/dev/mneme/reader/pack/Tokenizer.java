package dev.mneme.reader.pack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The vocabularies by which tokens can be counted. */
public enum Tokenizer {
  CL100K_BASE,
  O200K_BASE;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Tokenizer> labelled(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
