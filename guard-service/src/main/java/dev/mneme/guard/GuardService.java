package dev.mneme.guard;

import io.micronaut.runtime.Micronaut;

/** Starts the guard. */
public final class GuardService {

  private GuardService() {}

  public static void main(String[] args) {
    Micronaut.build(args).mainClass(GuardService.class).banner(false).start();
  }
}
