package dev.mneme.guard.control;

import dev.mneme.identity.DerivedId;
import java.util.UUID;

/** The id of the audit entry that a command leaves, whether or not it changes anything. */
public final class CommandReceipt {
  private CommandReceipt() {}

  /**
   * @param scope as {@code layer@region}
   */
  public static UUID of(String scope, UUID command) {
    return DerivedId.of("audit", "guard-service", scope, command.toString());
  }
}
