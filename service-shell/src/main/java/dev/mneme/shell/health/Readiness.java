package dev.mneme.shell.health;

/**
 * Answer of one check.
 *
 * @param ready whether the service may be sent traffic, as far as this check goes
 * @param detail one sentence, for people
 */
public record Readiness(boolean ready, String detail) {

  public static Readiness ready(String detail) {
    return new Readiness(true, detail);
  }

  public static Readiness notReady(String detail) {
    return new Readiness(false, detail);
  }
}
