package dev.mneme.reader.distill;

import dev.mneme.reader.anonymity.Digest;
import dev.mneme.reader.anonymity.Fingerprint;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The people at one end of a row of values, each with the value of theirs that is furthest out. */
public record Tail(List<Entry> entries) {

  public static final Tail NONE = new Tail(List.of());

  /**
   * @param subject hash of the person
   */
  public record Entry(double value, long subject) {}

  public Tail {
    entries = List.copyOf(entries);
  }

  /** The order from the low end or from the high end. */
  static Comparator<Entry> from(boolean low) {
    Comparator<Entry> byValue = Comparator.comparingDouble(Entry::value);
    return (low ? byValue : byValue.reversed()).thenComparingLong(Entry::subject);
  }

  /**
   * Of different people together.
   *
   * @param most how many are kept
   */
  Tail and(Tail other, boolean low, int most) {
    return new Tail(
        Stream.concat(entries.stream(), other.entries.stream())
            .sorted(from(low))
            .limit(most)
            .toList());
  }

  /** The innermost value of it: everybody in the tail is there or further out. */
  double innermost() {
    return entries.getLast().value();
  }

  Fingerprint fingerprint() {
    Fingerprint.Builder fingerprint = new Fingerprint.Builder();
    entries.forEach(e -> fingerprint.add(e.subject(), Digest.of(e.subject(), e.value())));
    return fingerprint.build();
  }
}
