package dev.mneme.writer.http;

import dev.mneme.events.AuditEvent;
import dev.mneme.writer.publish.AuditLog;
import dev.mneme.writer.publish.LogUnavailableException;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** An audit in memory, that can be away. */
@Singleton
@Primary
@Requires(property = "test.log", value = "memory")
final class InMemoryAuditLog implements AuditLog {
  private final List<AuditEvent> entries = new ArrayList<>();
  private boolean away;

  @Override
  public synchronized void append(AuditEvent entry) throws LogUnavailableException {
    if (away) {
      throw new LogUnavailableException("set away");
    }
    entries.add(entry);
  }

  synchronized List<AuditEvent> entries() {
    return List.copyOf(entries);
  }

  synchronized void setAway(boolean away) {
    this.away = away;
  }
}
