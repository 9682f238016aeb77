package dev.mneme.reader.export;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.export.ExportRefused.Kind;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.Records;
import dev.mneme.reader.routing.Standing;
import dev.mneme.reader.routing.Standing.Unfit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Reads a person's memories out of the partition that has them, as they are at that moment. */
public final class ExportSource {

  private final Records records;
  private final ToIntFunction<String> partitionOfSubject;
  private final Supplier<Standing> newLayer;
  private final IntFunction<Optional<Unfit>> unfit;
  private final Duration longest;

  /**
   * @param newLayer what the guard allows
   * @param unfit why a partition must not be read here; empty when it may
   * @param longest how long the memories of one person may take
   */
  public ExportSource(
      Records records,
      ToIntFunction<String> partitionOfSubject,
      Supplier<Standing> newLayer,
      IntFunction<Optional<Unfit>> unfit,
      Duration longest) {
    this.records = records;
    this.partitionOfSubject = partitionOfSubject;
    this.newLayer = newLayer;
    this.unfit = unfit;
    this.longest = longest;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(int partition) throws LayerFailure;
  }

  /** The epoch of the mode that allows it to be read; 0 when none does. */
  long epoch() {
    return newLayer.get() instanceof Standing.Readable(long epoch) ? epoch : 0;
  }

  int count(ExportQuery query) throws ExportRefused {
    return read(query, partition -> records.count(partition, query.selection()));
  }

  /**
   * @param progress hears now and then how many were found
   */
  MemoryIds ids(ExportQuery query, IntConsumer progress) throws ExportRefused {
    return read(
        query,
        partition -> {
          List<MemoryIds.Dated> found = new ArrayList<>();
          records.each(
              partition,
              query.selection(),
              longest,
              memory -> {
                found.add(
                    new MemoryIds.Dated(
                        memory.getOccurredAt().toEpochMilli(), memory.getMemoryId()));
                progress.accept(found.size());
                return !Thread.currentThread().isInterrupted();
              });
          return MemoryIds.of(found);
        });
  }

  /** Those of them that are still there. */
  List<MemoryRecord> memories(ExportQuery query, List<UUID> ids) throws ExportRefused {
    return read(query, partition -> records.of(partition, query.selection(), ids));
  }

  private <T> T read(ExportQuery query, Reading<T> reading) throws ExportRefused {
    int partition = partitionOfSubject.applyAsInt(query.subject());
    switch (newLayer.get()) {
      case Standing.Readable _ -> {}
      case Standing.Withdrawn(_, String because) ->
          throw new ExportRefused(Kind.UNAVAILABLE, because);
      case Unfit(_, String because) -> throw new ExportRefused(Kind.UNAVAILABLE, because);
    }
    Optional<Unfit> why = unfit.apply(partition);
    if (why.isPresent()) {
      throw new ExportRefused(Kind.UNAVAILABLE, why.get().because());
    }
    try {
      return reading.of(partition);
    } catch (LayerFailure e) {
      throw new ExportRefused(Kind.FAILED, "the memories could not be read");
    }
  }
}
