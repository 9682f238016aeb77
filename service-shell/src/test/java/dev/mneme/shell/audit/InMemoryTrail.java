package dev.mneme.shell.audit;

import dev.mneme.events.AuditEvent;
import dev.mneme.tracing.TraceParent;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trail in memory, that can be full. */
@Singleton
@Primary
public final class InMemoryTrail implements AuditTrail {

  /** What was handed in. */
  public record Handed(AuditEvent entry, About about) {}

  private final List<Handed> entries = new ArrayList<>();
  private boolean full;

  @Override
  public synchronized boolean hand(AuditEvent entry, About about, @Nullable TraceParent parent) {
    return !full && entries.add(new Handed(entry, about));
  }

  public synchronized List<Handed> entries() {
    return List.copyOf(entries);
  }

  synchronized void setFull(boolean full) {
    this.full = full;
  }
}
