package dev.mneme.writer.http;

import dev.mneme.events.MemoryEvent;
import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.tracing.TraceParent;
import dev.mneme.writer.publish.EventLog;
import dev.mneme.writer.publish.LogUnavailableException;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A log in memory, that can be away, or hold appends back. */
@Singleton
@Primary
@Requires(property = "test.log", value = "memory")
final class InMemoryEventLog implements EventLog {
  private final InMemoryStage stage;
  private final List<MemoryEvent> events = new ArrayList<>();
  private boolean away;
  private volatile CountDownLatch held = new CountDownLatch(0);

  InMemoryEventLog(InMemoryStage stage) {
    this.stage = stage;
  }

  @Override
  public Appended append(MemoryEvent event, TraceParent parent) throws LogUnavailableException {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new LogUnavailableException("interrupted", e);
    }
    long offset;
    synchronized (this) {
      if (away) {
        throw new LogUnavailableException("set away");
      }
      events.add(event);
      offset = events.size() - 1L;
    }
    stage.reached(event);
    return new Appended(new ConsistencyToken(2, offset), Instant.parse("2026-01-01T00:00:00Z"));
  }

  synchronized List<MemoryEvent> events() {
    return List.copyOf(events);
  }

  synchronized void setAway(boolean away) {
    this.away = away;
  }

  /** Appends wait until the latch is counted down. */
  void hold(CountDownLatch until) {
    held = until;
  }
}
