package dev.mneme.writer.outcome;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Where the edge waits for what becomes of an event. */
public interface Endings {

  /** Begins to listen; to be called before the event is on the log, so that nothing is missed. */
  Expected expect(UUID eventId);

  /** Somebody waits for as long as this is open. */
  interface Expected extends AutoCloseable {

    /** Empty when nothing was heard in time: the event is accepted and will be processed. */
    Optional<Ending> within(Duration patience);

    @Override
    void close();
  }
}
