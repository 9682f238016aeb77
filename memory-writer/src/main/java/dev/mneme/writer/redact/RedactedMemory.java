package dev.mneme.writer.redact;

import dev.mneme.events.StoreMemory;
import java.util.Map;

/**
 * A memory that may be kept.
 *
 * @param redactions how many placeholders of each type it holds, those included that stood in it
 *     before, because whoever published it may have redacted it already
 */
public record RedactedMemory(StoreMemory memory, Map<String, Integer> redactions) {}
