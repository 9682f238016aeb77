package dev.mneme.follower.reach;

import java.time.Duration;

/** Finds out where in the records that is which came of an event. */
@FunctionalInterface
public interface EventReach {

  Reach of(ConsistencyToken token, Duration within);
}
