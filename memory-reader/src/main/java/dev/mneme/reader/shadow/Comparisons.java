package dev.mneme.reader.shadow;

import dev.mneme.reader.recall.LayerFailure;
import java.time.Duration;

/** Takes what each comparison showed. Called from many threads; returns at once. */
public interface Comparisons {

  /**
   * Both layers answered.
   *
   * @param overlap of their first memories, 0 to 1
   */
  void compared(double overlap, Duration legacyTook, Duration newTook);

  /** The legacy layer answered, the new one did not. */
  void failed(LayerFailure.Kind kind);

  /** It was to be compared, but too many are under way. */
  void skipped();
}
