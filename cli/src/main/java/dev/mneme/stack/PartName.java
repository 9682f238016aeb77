package dev.mneme.stack;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The parts of the stack, in the order in which they are listed. */
public enum PartName {
  KAFKA("kafka"),
  REGISTRY("registry"),
  POSTGRES("postgres"),
  AUDIT_SINK("audit-sink"),
  GUARD("guard-service"),
  WRITER("memory-writer"),
  READER("memory-reader");

  private final String label;

  PartName(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** Whether it is one of ours rather than a part that ours rest on. */
  public boolean isService() {
    return switch (this) {
      case KAFKA, REGISTRY, POSTGRES -> false;
      case AUDIT_SINK, GUARD, WRITER, READER -> true;
    };
  }

  public static Set<PartName> all() {
    return EnumSet.allOf(PartName.class);
  }

  public static Set<PartName> infrastructure() {
    return EnumSet.of(KAFKA, REGISTRY, POSTGRES);
  }

  /** Accepts the label and its last or first word: memory-writer, writer; guard-service, guard. */
  public static PartName parse(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    for (PartName name : values()) {
      if (name.label.equals(wanted)
          || (name.isService()
              && name.label
                  .replace("memory-", "")
                  .replace("-service", "")
                  .replace("-sink", "")
                  .equals(wanted))) {
        return name;
      }
    }
    throw new IllegalArgumentException(
        "there is no part called \"%s\"; the parts are %s"
            .formatted(text, String.join(", ", labels())));
  }

  private static String[] labels() {
    return java.util.Arrays.stream(values()).map(PartName::label).toArray(String[]::new);
  }

  @Override
  public String toString() {
    return label;
  }
}
