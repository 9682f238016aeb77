package dev.mneme.guard.decision;

/**
 * The state of one scope. Each state offers only the transitions that are legal from it, and each
 * transition raises the epoch, so that whatever was sent under an older one can be told apart.
 */
public sealed interface GuardState
    permits Serving, Spared, Holding, ProbeOffered, Probing, Returning, Forced {

  /** The layer and region this is about, as {@code layer@region}. */
  String scope();

  /** Grows by one with every change of mode or probe; 0 before the first. */
  long epoch();

  Reason reason();

  /** Why the scope is in this state, in a sentence. */
  String because();

  Mode mode();
}
