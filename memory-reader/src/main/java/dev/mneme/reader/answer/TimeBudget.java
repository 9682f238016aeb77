package dev.mneme.reader.answer;

import java.time.Duration;

/**
 * How long a recall may take.
 *
 * @param perLayer for one layer
 * @param inAll for all layers together
 */
public record TimeBudget(Duration perLayer, Duration inAll) {

  public TimeBudget {
    if (!perLayer.isPositive() || perLayer.compareTo(inAll) > 0) {
      throw new IllegalArgumentException(
          "the budget per layer must be positive and within the budget in all: %s of %s"
              .formatted(perLayer, inAll));
    }
  }

  /** The same for a caller who waits no longer than that. */
  TimeBudget within(Duration left) {
    if (left.compareTo(inAll) >= 0 || !left.isPositive()) {
      return this;
    }
    return new TimeBudget(left.compareTo(perLayer) < 0 ? left : perLayer, left);
  }

  /** What the next layer may take when so much has passed; zero or less means none. */
  Duration next(Duration passed) {
    Duration left = inAll.minus(passed);
    return left.compareTo(perLayer) < 0 ? left : perLayer;
  }
}
