package dev.mneme.guard.webhook;

/** Whoever is told. */
@FunctionalInterface
public interface Receiver {

  /** Delivers once, within a bound. Never throws for what happens on the way. */
  Attempt deliver(Notice notice) throws InterruptedException;
}
