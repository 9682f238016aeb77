package dev.mneme.shell.health;

/**
 * One condition of being ready. Answers at once from what is known: it never asks anybody over the
 * network.
 */
public interface ReadinessCheck {

  /** Short and stable, such as {@code records-caught-up}. */
  String name();

  Readiness check();
}
