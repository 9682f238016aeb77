package dev.mneme.reader;

import dev.mneme.reader.cache.Freshness;
import dev.mneme.reader.position.Accountability;
import dev.mneme.reader.position.SubjectChanges;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.lucene.LuceneIndexes;
import dev.mneme.reader.recall.postgres.PostgresPositions;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What is known here of both layers, by following the records. A subject whose records are not
 * followed here, or for which nobody would wait before a forget is acknowledged, has no answers
 * kept, whichever layer gives them.
 */
final class FollowedFreshness implements Freshness {

  private static final long UNKNOWN = -1;
  private static final int FREE = 0;
  private static final int TAKEN = 1;

  private final LuceneIndexes indexes;
  private final PostgresPositions legacy;
  private final Accountability accountability;
  private final ToIntFunction<String> partitionOfSubject;
  private final Predicate<Layer> disturbed;

  /** A position only grows, so one that was read once needs no second look while it suffices. */
  private final AtomicLongArray legacyKnown;

  private final AtomicIntegerArray looking;

  /**
   * @param disturbed whether a layer is made to fail, for a drill that must reach it
   */
  FollowedFreshness(
      LuceneIndexes indexes,
      PostgresPositions legacy,
      Accountability accountability,
      ToIntFunction<String> partitionOfSubject,
      int partitions,
      Predicate<Layer> disturbed) {
    this.indexes = indexes;
    this.legacy = legacy;
    this.accountability = accountability;
    this.partitionOfSubject = partitionOfSubject;
    this.disturbed = disturbed;
    this.legacyKnown = new AtomicLongArray(partitions);
    this.looking = new AtomicIntegerArray(partitions);
    for (int i = 0; i < partitions; i++) {
      legacyKnown.set(i, UNKNOWN);
    }
  }

  @Override
  public OptionalLong position(Layer layer, String tenant, String subject, long atLeast) {
    int partition = partitionOfSubject.applyAsInt(subject);
    OptionalLong position =
        switch (layer) {
          case NEW -> indexes.visible(partition);
          case LEGACY -> legacyPosition(partition, atLeast);
        };
    return position.isPresent() && position.getAsLong() >= atLeast
        ? position
        : OptionalLong.empty();
  }

  private OptionalLong legacyPosition(int partition, long atLeast) {
    long known = legacyKnown.get(partition);
    if (known != UNKNOWN && known >= atLeast) {
      return OptionalLong.of(known);
    }
    if (looking.compareAndSet(partition, FREE, TAKEN)) {
      Thread.ofVirtual().name("legacy-position").start(() -> look(partition));
    }
    return OptionalLong.empty();
  }

  /** Beside the recall, which does not wait for it: the next one may be kept. */
  private void look(int partition) {
    try {
      legacy.position(partition).ifPresent(position -> legacyKnown.set(partition, position));
    } finally {
      looking.set(partition, FREE);
    }
  }

  @Override
  public long changed(String tenant, String subject) {
    return indexes
        .subjects()
        .last(partitionOfSubject.applyAsInt(subject), SubjectChanges.owner(tenant, subject));
  }

  @Override
  public boolean mayReuse(Layer layer, String subject) {
    return accountability.answers(partitionOfSubject.applyAsInt(subject), System.nanoTime())
        && !disturbed.test(layer);
  }
}
