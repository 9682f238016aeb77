package dev.mneme.shell.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done to memories. The scope that permits it is {@code <family>:<operation>}. */
public enum Operation {
  STORE("store"),
  EDIT("memories"),
  RECALL("recall"),
  FORGET("forget"),
  EXPORT("export"),
  DISTILL("distill"),
  REVEAL("reveal");

  private final String segment;

  Operation(String segment) {
    this.segment = segment;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it puts something new on the log. Forgetting does not count: it must always reach. */
  public boolean writes() {
    return switch (this) {
      case STORE, EDIT -> true;
      case RECALL, FORGET, EXPORT, DISTILL, REVEAL -> false;
    };
  }

  /** The operation behind {@code /v1/{family}/{segment}}. */
  static Optional<Operation> at(String segment) {
    return Arrays.stream(values()).filter(op -> op.segment.equals(segment)).findFirst();
  }
}
