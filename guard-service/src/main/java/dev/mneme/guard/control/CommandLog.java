package dev.mneme.guard.control;

import dev.mneme.events.ControlCommand;

/** Where commands are written down, for whichever instance decides about their scope. */
@FunctionalInterface
public interface CommandLog {

  /**
   * Returns when the command is durable: its offset.
   *
   * @throws CommandLogUnavailableException when that is not known to be so in time
   */
  long append(ControlCommand command);
}
