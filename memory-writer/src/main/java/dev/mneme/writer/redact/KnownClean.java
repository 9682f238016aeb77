package dev.mneme.writer.redact;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Short values that were read before and hold nothing to redact: speakers, conversations, keys of
 * metadata come again with every event. What does hold something is never remembered, so no
 * personal data stays here. A fixed number of places; a newer value takes the place of an older
 * one.
 */
final class KnownClean {
  private static final int LONGEST = 64;
  private static final int PLACES = 4_096;

  private record Known(String label, String value) {}

  private final AtomicReferenceArray<@Nullable Known> places = new AtomicReferenceArray<>(PLACES);

  boolean contains(String label, String value) {
    if (value.length() > LONGEST) {
      return false;
    }
    Known known = places.get(place(label, value));
    return known != null && known.value().equals(value) && known.label().equals(label);
  }

  void add(String label, String value) {
    if (value.length() <= LONGEST) {
      places.set(place(label, value), new Known(label, value));
    }
  }

  private static int place(String label, String value) {
    int hash = value.hashCode() * 31 + label.hashCode();
    return (hash ^ hash >>> 16) & (PLACES - 1);
  }
}
