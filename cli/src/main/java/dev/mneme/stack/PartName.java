package dev.mneme.stack;

import java.util.EnumSet;
import java.util.List;
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
  READER("memory-reader"),
  READER_2("memory-reader-2"),
  READER_3("memory-reader-3");

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
      case AUDIT_SINK, GUARD, WRITER, READER, READER_2, READER_3 -> true;
    };
  }

  /** One of each. */
  public static Set<PartName> all() {
    return EnumSet.complementOf(EnumSet.of(READER_2, READER_3));
  }

  /** The instances of memory-reader, as many as asked for. */
  public static Set<PartName> readers(int count) {
    List<PartName> readers = List.of(READER, READER_2, READER_3);
    if (count < 1 || count > readers.size()) {
      throw new IllegalArgumentException(
          "a stack has from 1 to %d readers, not %d".formatted(readers.size(), count));
    }
    return EnumSet.copyOf(readers.subList(0, count));
  }

  public boolean isReader() {
    return this == READER || this == READER_2 || this == READER_3;
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
