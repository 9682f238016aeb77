package dev.mneme.writer.forgotten;

import dev.mneme.follower.reach.ConsistencyToken;

/** Knows when what an event removed can no longer be read. */
@FunctionalInterface
public interface Unreadable {

  /**
   * What is known after a bounded wait.
   *
   * @param token of the event that removes
   */
  Confirmation of(ConsistencyToken token);

  /** Whether it is so. */
  sealed interface Confirmation {

    /** No recall that begins from now on, by any reader and from any layer, shows it. */
    record Confirmed() implements Confirmation {}

    /**
     * It may still be shown by some.
     *
     * @param waitsFor by whom, for the caller and the operator
     */
    record Unconfirmed(String waitsFor) implements Confirmation {}
  }
}
