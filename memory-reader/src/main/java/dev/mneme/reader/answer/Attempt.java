package dev.mneme.reader.answer;

import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.Recollection;
import java.time.Duration;

/** How asking a layer once ended. */
public sealed interface Attempt {

  record Answered(Recollection recollection, Duration took) implements Attempt {}

  record Failed(LayerFailure.Kind kind, String because, Duration took) implements Attempt {}

  /** The layer was not asked: as many calls as allowed are still in it. Says nothing about it. */
  record NotAsked(String because) implements Attempt {}
}
