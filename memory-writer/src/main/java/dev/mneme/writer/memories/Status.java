package dev.mneme.writer.memories;

import java.util.Locale;
import java.util.Optional;

/** Where a memory is in its life. Deprecated is the end: what it says is not held to be true. */
enum Status {
  CANDIDATE,
  ACTIVE,
  STABLE,
  DEPRECATED;

  static Status ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Optional<Status> promoted() {
    return switch (this) {
      case CANDIDATE -> Optional.of(ACTIVE);
      case ACTIVE -> Optional.of(STABLE);
      case STABLE, DEPRECATED -> Optional.empty();
    };
  }

  Optional<Status> deprecated() {
    return this == DEPRECATED ? Optional.empty() : Optional.of(DEPRECATED);
  }

  static boolean isOver(String word) {
    return ofWord(word) == DEPRECATED;
  }
}
