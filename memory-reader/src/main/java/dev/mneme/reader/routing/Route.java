package dev.mneme.reader.routing;

import dev.mneme.reader.recall.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a recall goes. */
public sealed interface Route {

  /** The side of a canary that the subject is on. */
  Arm arm();

  /** One layer to ask, under the epoch of the mode that allows it. */
  record Step(Layer layer, long epoch) {}

  /**
   * Ask these layers in this order until one answers.
   *
   * @param degradation why the first of them is not the layer that would serve; null when it is
   * @param besides what may be asked too, for comparison only; null when there is nothing
   */
  record Ask(List<Step> steps, @Nullable Degradation degradation, Arm arm, @Nullable Step besides)
      implements Route {

    public Ask {
      steps = List.copyOf(steps);
      if (steps.isEmpty()) {
        throw new IllegalArgumentException("nothing to ask is a Nothing");
      }
    }
  }

  /** No layer may be asked. */
  record Nothing(Degradation degradation, Arm arm) implements Route {}
}
