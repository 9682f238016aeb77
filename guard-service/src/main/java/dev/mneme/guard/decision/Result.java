package dev.mneme.guard.decision;

/** How an operation against a layer ended, and what that is worth to the guard. */
public enum Result {
  SUCCESS(Weight.RESETS),
  TIMEOUT(Weight.COUNTS),
  REQUEST_TIMEOUT(Weight.COUNTS),
  RATE_LIMITED(Weight.COUNTS),
  SERVER_ERROR(Weight.COUNTS),
  UNAUTHORIZED(Weight.DOWNGRADES),
  FORBIDDEN(Weight.DOWNGRADES),
  // The caller's fault, or nothing was asked of the layer: it says nothing about its health.
  REJECTED(Weight.IGNORED),
  DUPLICATE(Weight.IGNORED),
  UNKNOWN(Weight.IGNORED);

  private final Weight weight;

  Result(Weight weight) {
    this.weight = weight;
  }

  public Weight weight() {
    return weight;
  }

  /** What an outcome does to the count of a serving scope. */
  public enum Weight {
    /** The layer works: the count starts again. */
    RESETS,
    /** One more failure in a row. */
    COUNTS,
    /** Asking again cannot help: the layer leaves the read path at once. */
    DOWNGRADES,
    /** Neither counts nor resets. */
    IGNORED
  }
}
