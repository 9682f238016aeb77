package dev.mneme.reader.answer;

import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.routing.Degradation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recall gives.
 *
 * @param servedBy the layer that answered; null when none did
 * @param degradation why it was not the new layer; null when it was
 */
public record Answer(
    List<RecalledMemory> memories, @Nullable Layer servedBy, @Nullable Degradation degradation) {

  public Answer {
    memories = List.copyOf(memories);
  }

  static Answer nothing(Degradation degradation) {
    return new Answer(List.of(), null, degradation);
  }
}
