package dev.mneme.stack.ready;

/** The answer of a part. */
public sealed interface CheckResult {

  /** It can be used. */
  record Ready() implements CheckResult {}

  /** It cannot, for this reason, in a few words. */
  record NotReady(String because) implements CheckResult {}

  default boolean isReady() {
    return this instanceof Ready;
  }

  default String because() {
    return switch (this) {
      case Ready ready -> "ready";
      case NotReady notReady -> notReady.because();
    };
  }
}
