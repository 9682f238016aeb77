package dev.mneme.writer.memories;

import dev.mneme.events.MemoryEvent;
import dev.mneme.identity.DerivedId;
import java.util.UUID;

/** Ids of memories follow from the event that stores them, so that whoever sends it can name it. */
public final class MemoryIds {

  private MemoryIds() {}

  public static UUID of(MemoryEvent event) {
    return DerivedId.of(
        "memory", event.getTenant(), event.getSubject(), event.getEventId().toString());
  }
}
