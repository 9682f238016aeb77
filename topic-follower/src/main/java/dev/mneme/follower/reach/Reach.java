package dev.mneme.follower.reach;

/** Where in the records that is which came of an event. */
public sealed interface Reach {

  /**
   * All of it is below an offset.
   *
   * @param records offset in the event's partition of the records
   * @param events what came of every event below this offset is there too
   */
  record At(long records, long events) implements Reach {}

  /** The stage has not committed it yet. */
  record Pending() implements Reach {}

  /** The log of events has no such position: the token is of another log. */
  record Foreign() implements Reach {}

  /** Nobody says. */
  record Unknown(String because) implements Reach {}
}
