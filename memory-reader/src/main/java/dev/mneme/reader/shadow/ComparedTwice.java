package dev.mneme.reader.shadow;

import dev.mneme.reader.recall.LayerFailure;
import java.time.Duration;

/** Tells two of it. */
public record ComparedTwice(Comparisons one, Comparisons other) implements Comparisons {

  @Override
  public void compared(double overlap, Duration legacyTook, Duration newTook) {
    one.compared(overlap, legacyTook, newTook);
    other.compared(overlap, legacyTook, newTook);
  }

  @Override
  public void failed(LayerFailure.Kind kind) {
    one.failed(kind);
    other.failed(kind);
  }

  @Override
  public void skipped() {
    one.skipped();
    other.skipped();
  }
}
