package dev.mneme.reader.distill;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which memories a cell is about.
 *
 * @param bucket when they occurred; null when all times are one
 * @param value what they have in the field; null when they are not told apart by it
 */
public record CellKey(@Nullable Instant bucket, @Nullable String value)
    implements Comparable<CellKey> {

  private static final Comparator<CellKey> ORDER =
      Comparator.comparing(CellKey::bucket, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(CellKey::value, Comparator.nullsFirst(Comparator.naturalOrder()));

  @Override
  public int compareTo(CellKey other) {
    return ORDER.compare(this, other);
  }
}
