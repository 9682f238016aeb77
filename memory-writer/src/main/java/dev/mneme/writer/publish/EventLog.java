package dev.mneme.writer.publish;

import dev.mneme.events.MemoryEvent;
import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.tracing.TraceParent;
import java.time.Instant;

/** The log of events, as the HTTP edge needs it. */
public interface EventLog {

  /**
   * @param at the time the log gave the event
   */
  record Appended(ConsistencyToken token, Instant at) {}

  /**
   * Returns when the event is durable.
   *
   * @param event redacted already
   * @param parent what the event follows from
   * @throws LogUnavailableException when it is not known to be durable in time
   */
  Appended append(MemoryEvent event, TraceParent parent) throws LogUnavailableException;
}
