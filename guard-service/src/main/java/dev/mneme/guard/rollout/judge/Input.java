package dev.mneme.guard.rollout.judge;

import org.jspecify.annotations.Nullable;

/**
 * One number that something was decided by.
 *
 * @param name what it is, with its unit at the end
 * @param limit what it was compared with, if with anything
 */
public record Input(String name, double value, @Nullable Double limit) {

  public static Input of(String name, double value) {
    return new Input(name, value, null);
  }

  public static Input of(String name, double value, double limit) {
    return new Input(name, value, limit);
  }
}
