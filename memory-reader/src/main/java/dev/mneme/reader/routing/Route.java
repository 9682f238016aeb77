package dev.mneme.reader.routing;

import dev.mneme.reader.recall.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a recall goes. */
public sealed interface Route {

  /** One layer to ask, under the epoch of the mode that allows it. */
  record Step(Layer layer, long epoch) {}

  /**
   * Ask these layers in this order until one answers.
   *
   * @param degradation why the first of them is not the preferred layer; null when it is
   */
  record Ask(List<Step> steps, @Nullable Degradation degradation) implements Route {

    public Ask {
      steps = List.copyOf(steps);
      if (steps.isEmpty()) {
        throw new IllegalArgumentException("nothing to ask is a Nothing");
      }
    }
  }

  /** No layer may be asked. */
  record Nothing(Degradation degradation) implements Route {}
}
