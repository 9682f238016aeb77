package dev.mneme.reader.answer;

import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.Recollection.RankedBy;
import dev.mneme.reader.routing.Degradation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recall gives.
 *
 * @param servedBy the layer that answered; null when none did
 * @param degradation why it was not the layer that should have answered; null when it was
 * @param how what the ranking was made from; null when the layer does not rank by words and meaning
 * @param stale whether what the caller had written may be missing, after the wait for it
 */
public record Answer(
    List<RecalledMemory> memories,
    @Nullable Layer servedBy,
    @Nullable Degradation degradation,
    @Nullable RankedBy how,
    boolean stale) {

  public Answer {
    memories = List.copyOf(memories);
  }

  /** Of a layer that does not say how it ranks. */
  public Answer(
      List<RecalledMemory> memories, @Nullable Layer servedBy, @Nullable Degradation degradation) {
    this(memories, servedBy, degradation, null, false);
  }

  public static Answer nothing(Degradation degradation, boolean stale) {
    return new Answer(List.of(), null, degradation, null, stale);
  }
}
