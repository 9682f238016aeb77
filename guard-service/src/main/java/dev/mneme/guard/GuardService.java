package dev.mneme.guard;

import dev.mneme.shell.ServiceStart;

/** Starts the guard. */
public final class GuardService {

  private GuardService() {}

  public static void main(String[] args) {
    ServiceStart.of(GuardService.class, args);
  }
}
