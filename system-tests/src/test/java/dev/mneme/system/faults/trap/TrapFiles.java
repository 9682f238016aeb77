package dev.mneme.system.faults.trap;

import java.nio.file.Path;

/** Where test and service meet: the order, that it was seen, and that it was carried out. */
final class TrapFiles {

  private TrapFiles() {}

  static Path seen(Path orders) {
    return orders.resolveSibling("seen");
  }

  static Path sprung(Path orders) {
    return orders.resolveSibling("sprung");
  }
}
