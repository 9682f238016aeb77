package dev.mneme.writer.http;

import dev.mneme.events.MemoryEvent;
import dev.mneme.writer.publish.ConsistencyToken;
import dev.mneme.writer.publish.EventLog;
import dev.mneme.writer.publish.LogUnavailableException;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A log in memory, that can be away. */
@Singleton
@Primary
@Requires(property = "test.log", value = "memory")
final class InMemoryEventLog implements EventLog {
  private final List<MemoryEvent> events = new ArrayList<>();
  private boolean away;

  @Override
  public synchronized Appended append(MemoryEvent event, String traceId)
      throws LogUnavailableException {
    if (away) {
      throw new LogUnavailableException("set away");
    }
    events.add(event);
    return new Appended(
        new ConsistencyToken(2, events.size() - 1L), Instant.parse("2026-01-01T00:00:00Z"));
  }

  synchronized List<MemoryEvent> events() {
    return List.copyOf(events);
  }

  synchronized void setAway(boolean away) {
    this.away = away;
  }
}
