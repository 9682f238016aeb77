package dev.mneme.guard.decision;

/**
 * When slow calls take a layer out of the read path. Calls are counted in windows one after the
 * other; the bound for a call is the reporter's.
 *
 * @param rate share of slow calls that is too much; 0 switches this off
 * @param minimum calls in a window below which nothing is said
 * @param window calls after which the counting starts again
 */
public record SlowCallPolicy(double rate, int minimum, int window) {

  static final SlowCallPolicy OFF = new SlowCallPolicy(0, 20, 100);

  boolean isOn() {
    return rate > 0;
  }

  boolean exceededBy(Count count) {
    return isOn() && count.calls() >= minimum && count.slow() >= rate * count.calls();
  }
}
