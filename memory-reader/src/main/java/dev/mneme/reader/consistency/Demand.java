package dev.mneme.reader.consistency;

import dev.mneme.reader.recall.Layer;
import java.time.Duration;

/** What a recall asks of the layer that is to answer it. */
public interface Demand {

  /** Nothing: whatever is visible is good. */
  Demand NONE =
      new Demand() {
        @Override
        public boolean isNone() {
          return true;
        }

        @Override
        public boolean metBy(Layer layer) {
          return true;
        }

        @Override
        public Duration bound() {
          return Duration.ZERO;
        }
      };

  boolean isNone();

  /** Waits, for as long as is left of the bound, until the layer shows what is asked for. */
  boolean metBy(Layer layer);

  /** How long all layers together are waited for. */
  Duration bound();
}
