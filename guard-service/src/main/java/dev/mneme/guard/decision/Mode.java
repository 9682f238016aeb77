package dev.mneme.guard.decision;

/** What a layer may be used for. */
public enum Mode {
  READ_WRITE,
  /** Writes go on, reads leave. */
  WRITE_ONLY,
  /** Neither; only an operator says so. */
  OFF
}
