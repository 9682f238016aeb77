package dev.mneme.writer.redact;

import dev.mneme.events.MemoryEvent;
import java.util.Map;

/**
 * An event whose every field may be kept.
 *
 * @param redactions how many places of each type its operation holds that are or were personal
 *     data; those included that were redacted before it came here, because whoever published it may
 *     have done so
 */
public record RedactedEvent(MemoryEvent event, Map<String, Integer> redactions) {}
