package dev.mneme.writer.http;

import dev.mneme.events.MemoryEvent;
import dev.mneme.writer.outcome.Ending;
import dev.mneme.writer.outcome.Endings;
import dev.mneme.writer.outcome.PendingEndings;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Says of each event what the test wants said; done, unless told otherwise. */
@Singleton
@Primary
@Requires(property = "test.log", value = "memory")
final class InMemoryStage implements Endings {
  private final PendingEndings pending = new PendingEndings();
  private volatile Optional<Ending> next = Optional.empty();
  private volatile boolean silent;

  @Override
  public Expected expect(UUID eventId) {
    return pending.expect(eventId);
  }

  void reached(MemoryEvent event) {
    if (!silent) {
      pending.ended(event.getEventId(), next.orElse(new Ending.Done(null, 1)));
    }
  }

  void ends(Ending ending) {
    next = Optional.of(ending);
  }

  void isSilent() {
    silent = true;
  }

  void isItself() {
    next = Optional.empty();
    silent = false;
  }
}
