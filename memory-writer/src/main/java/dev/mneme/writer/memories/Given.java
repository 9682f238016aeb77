package dev.mneme.writer.memories;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.SourcePosition;
import dev.mneme.writer.admission.Operation;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An admitted and redacted event and where it stands.
 *
 * @param id {@link MemoryIds} of it: its own id, and the memory's if it stores one
 * @param redactions placeholders of each type in it
 * @param policyVersion what it was redacted by
 * @param at timestamp of its record
 */
public record Given(
    UUID id,
    MemoryEvent event,
    Operation operation,
    Map<String, Integer> redactions,
    String policyVersion,
    Instant at,
    SourcePosition source) {}
